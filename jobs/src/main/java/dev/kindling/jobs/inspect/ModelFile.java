package dev.kindling.jobs.inspect;

import dev.kindling.codec.Safetensors;
import dev.kindling.fault.UserMistake;
import dev.kindling.jobs.run.RunFolder;
import dev.kindling.nn.Layout;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A model file of any origin, with the digest of its bytes. */
public final class ModelFile {

    private final Path path;
    private final Safetensors.Contents contents;
    private final String sha256;

    private ModelFile(Path path, Safetensors.Contents contents, String sha256) {
        this.path = path;
        this.contents = contents;
        this.sha256 = sha256;
    }

    /**
     * Reads a safetensors file, or the one in a run's folder.
     *
     * @throws UserMistake if there is none or it is damaged
     */
    public static ModelFile read(Configuration hadoop, String model) throws IOException {
        Path given = new Path(model);
        FileSystem files = given.getFileSystem(hadoop);
        boolean folder = files.exists(given) && files.getFileStatus(given).isDirectory();
        Path path = folder ? new Path(given, RunFolder.MODEL) : given;
        try (DigestInputStream in = new DigestInputStream(open(files, path), DigestUtils.getSha256Digest())) {
            Safetensors.Contents contents =
                    Safetensors.read(in, files.getFileStatus(path).getLen(), path.toString());
            return new ModelFile(
                    path, contents, Hex.encodeHexString(in.getMessageDigest().digest()));
        }
    }

    private static InputStream open(FileSystem files, Path path) throws IOException {
        try {
            return files.open(path);
        } catch (FileNotFoundException missing) {
            throw new UserMistake(
                    "missing model: expected a safetensors file, found none, in " + path
                            + "; give a run's folder or a model file",
                    missing);
        }
    }

    /** Lines of at most 80 columns. */
    public List<String> describe() {
        List<String> lines = new ArrayList<>();
        lines.add("file    " + TensorLines.shown(path.toString()));
        lines.add("sha256  " + sha256);
        lines.add(TensorLines.HEADING);
        float[] values = contents.parameters().values();
        for (Layout.Tensor tensor : contents.parameters().layout().tensors()) {
            Spread spread = Spread.of(values, tensor.offset(), tensor.size());
            TensorLines.add(tensor.name(), tensor.shape(), spread, lines);
        }
        lines.add(String.format(
                Locale.ROOT,
                "%,d parameters in %,d tensors",
                values.length,
                contents.parameters().layout().tensors().size()));
        new TreeMap<>(contents.metadata())
                .forEach((key, value) ->
                        lines.add(TensorLines.cut("metadata " + TensorLines.shown(key + ": " + value))));
        return lines;
    }
}
