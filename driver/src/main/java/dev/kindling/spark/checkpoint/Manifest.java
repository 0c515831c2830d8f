package dev.kindling.spark.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindling.fault.UserMistake;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a checkpoint consists of, format version {@value #VERSION}: a JSON object, a line break and the SHA-256 of the object's
 * text. It is written after its parts: where it is, they are.
 *
 * @param round rounds done
 * @param config identifies what is trained and how
 * @param blas how matrix products round, 16 hexadecimal digits
 */
record Manifest(int round, String config, String blas, List<Part> parts) {

    static final int VERSION = 2;

    /** No manifest comes near; a file that claims to be one is not read further. */
    static final int MOST_BYTES = 1 << 20;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SHOWN = 80;
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    /**
     * One file beside the manifest.
     *
     * @param name of the file, without a folder
     * @param bytes its length
     * @param sha256 of its bytes, in hexadecimal
     */
    record Part(String name, long bytes, String sha256) {}

    Manifest {
        parts = List.copyOf(parts);
    }

    byte[] bytes() {
        ObjectNode json = JSON.createObjectNode();
        json.put("format-version", VERSION);
        json.put("round", round);
        json.put("config", config);
        json.put("blas-fingerprint", blas);
        for (Part part : parts) {
            json.withArray("/parts")
                    .addObject()
                    .put("name", part.name())
                    .put("bytes", part.bytes())
                    .put("sha256", part.sha256());
        }
        byte[] text = (json.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
        return (new String(text, StandardCharsets.UTF_8) + Sha256.of(text, text.length))
                .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads what {@link #bytes} or a newer Kindling wrote.
     *
     * @param stem what the names of all its parts begin with
     * @throws DamagedCheckpoint if the checksum is not that of the text
     * @throws UserMistake if the format is newer, or the text is not what Kindling writes though its checksum is right
     */
    static Manifest read(byte[] file, String stem, String where) throws DamagedCheckpoint {
        int length = Sha256.requireTrailer(file);
        Fields fields = new Fields(parse(file, length, where), where);
        long version = fields.number("format-version", Integer.MAX_VALUE);
        if (version != VERSION) {
            throw newer(Integer.toString(VERSION), Long.toString(version), where);
        }
        List<Part> parts = new ArrayList<>();
        for (JsonNode part : fields.json.path("parts")) {
            parts.add(part(new Fields(part, where), stem));
        }
        return new Manifest(
                (int) fields.number("round", Integer.MAX_VALUE),
                fields.text("config"),
                fields.text("blas-fingerprint"),
                parts);
    }

    static UserMistake newer(String expected, String found, String where) {
        return UserMistake.of(
                "checkpoint format version",
                "at most " + expected,
                found,
                where,
                "resume with the Kindling that wrote it, or start a new run with another --out");
    }

    /** Foreign text, fit for a one-line message. */
    static String shown(String text) {
        String cut = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
        return cut.isEmpty() ? "nothing" : cut.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]", "?");
    }

    private static JsonNode parse(byte[] file, int length, String where) {
        try {
            JsonNode json = JSON.readTree(new String(file, 0, length, StandardCharsets.UTF_8));
            return json == null ? JSON.missingNode() : json;
        } catch (JsonProcessingException broken) {
            throw Fields.mistake("text", "JSON", "something else", where);
        }
    }

    /** A part's name with the checkpoint's own stem names a file beside it and nothing else. */
    private static Part part(Fields fields, String stem) {
        String name = fields.text("name");
        if (!name.matches(Pattern.quote(stem) + "\\.[a-z][a-z-]{0,30}\\.safetensors")) {
            throw Fields.mistake("name of a part", stem + ".*.safetensors", shown(name), fields.where);
        }
        String sha256 = fields.text("sha256");
        if (!DIGEST.matcher(sha256).matches()) {
            throw Fields.mistake("SHA-256 of " + name, "64 hexadecimal digits", shown(sha256), fields.where);
        }
        return new Part(name, fields.number("bytes", Long.MAX_VALUE), sha256);
    }

    /** The values of an object from outside. */
    private record Fields(JsonNode json, String where) {

        String text(String key) {
            JsonNode value = json.path(key);
            if (!value.isTextual()) {
                throw mistake(key, "text", shown(value.toString()), where);
            }
            return value.textValue();
        }

        long number(String key, long most) {
            JsonNode value = json.path(key);
            if (!value.canConvertToLong()
                    || !value.isIntegralNumber()
                    || value.longValue() < 0
                    || value.longValue() > most) {
                throw mistake(key, "a whole number of at least 0", shown(value.toString()), where);
            }
            return value.longValue();
        }

        static UserMistake mistake(String what, String expected, String found, String where) {
            return UserMistake.of(
                    "checkpoint " + what, expected, found, where, "remove the file: Kindling did not write it");
        }
    }
}
