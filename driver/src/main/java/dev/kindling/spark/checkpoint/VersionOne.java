package dev.kindling.spark.checkpoint;

import dev.kindling.codec.Safetensors;
import dev.kindling.fault.UserMistake;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Checkpoints of format version 1, which are read but no longer written: one safetensors file followed by its SHA-256. */
final class VersionOne {

    private static final String FORMAT = "kindling.checkpoint";
    private static final String FORMAT_VERSION = "1";

    private VersionOne() {}

    /** Its manifest, without parts, and its model. */
    record Read(Manifest manifest, Safetensors.Contents contents) {}

    static Read read(byte[] file, String where) throws DamagedCheckpoint, IOException {
        int length = Sha256.requireTrailer(file);
        Safetensors.Contents contents = Safetensors.read(new ByteArrayInputStream(file, 0, length), length, where);
        Map<String, String> metadata = contents.metadata();
        String version = metadata.getOrDefault(FORMAT, "none");
        if (!version.equals(FORMAT_VERSION)) {
            throw Manifest.newer(FORMAT_VERSION + " in a file of this kind", Manifest.shown(version), where);
        }
        return new Read(
                new Manifest(
                        round(metadata.getOrDefault("kindling.round", ""), where),
                        metadata.getOrDefault("kindling.config", "none"),
                        metadata.getOrDefault("kindling.blas-fingerprint", "none"),
                        List.of()),
                contents);
    }

    private static int round(String text, String where) {
        if (!text.matches("[0-9]{1,9}")) {
            throw UserMistake.of(
                    "checkpoint round",
                    "a whole number",
                    Manifest.shown(text),
                    where,
                    "remove the file: Kindling did not write it");
        }
        return Integer.parseInt(text);
    }
}
