package dev.kindling.spark.checkpoint;

import dev.kindling.codec.Safetensors;
import dev.kindling.fault.UserMistake;
import dev.kindling.nn.Layout;
import dev.kindling.spark.storage.AtomicFiles;
import dev.kindling.spark.training.RunState;
import dev.kindling.tensor.Blas;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checkpoints in a folder, one file a round: a safetensors file followed by its SHA-256 in hexadecimal. A file that is cut
 * short or damaged is named in a warning and the one before it is used. The newest {@value #KEPT} are kept.
 */
public final class Checkpoints {

    private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
    private static final Pattern NAME = Pattern.compile("round-(\\d{8})\\.checkpoint");
    private static final String ROUND = "kindling.round";
    private static final String CONFIG = "kindling.config";
    private static final String BLAS = "kindling.blas-fingerprint";
    private static final String FORMAT = "kindling.checkpoint";
    private static final String FORMAT_VERSION = "1";
    private static final int DIGEST_LENGTH = 64;
    private static final int KEPT = 3;

    private final Configuration configuration;
    private final Path folder;
    private final String config;
    private final String blas;

    /** {@code config} identifies what the model is trained on and how; a checkpoint of another one is refused. */
    public Checkpoints(Configuration configuration, Path folder, String config) {
        this(configuration, folder, config, Blas.fingerprint());
    }

    /** {@code blas} tells how matrix products round; a checkpoint from where they round otherwise is refused. */
    Checkpoints(Configuration configuration, Path folder, String config, long blas) {
        this.configuration = configuration;
        this.folder = folder;
        this.config = config;
        this.blas = String.format("%016x", blas);
    }

    /** Writes the state, whole or not at all, and lets go of old ones. */
    public void save(RunState state) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        Safetensors.write(
                state.model(),
                Map.of(FORMAT, FORMAT_VERSION, ROUND, Integer.toString(state.round()), CONFIG, config, BLAS, blas),
                body);
        byte[] bytes = body.toByteArray();
        Path target = new Path(folder, String.format(Locale.ROOT, "round-%08d.checkpoint", state.round()));
        AtomicFiles.write(configuration, target, out -> {
            out.write(bytes);
            out.write(digest(bytes, bytes.length).getBytes(StandardCharsets.US_ASCII));
        });
        List<Path> all = newestFirst();
        // Later rounds are no newer states: they are damaged, or this run would have gone on from them.
        all.removeIf(path -> path.getName().compareTo(target.getName()) > 0);
        for (Path old : all.subList(Math.min(KEPT, all.size()), all.size())) {
            old.getFileSystem(configuration).delete(old, false);
        }
    }

    /** The newest state that is whole, if there is any. */
    public Optional<RunState> latest(Layout layout) throws IOException {
        for (Path path : newestFirst()) {
            byte[] file = readAll(path);
            int length = file.length - DIGEST_LENGTH;
            if (length < 0 || !digest(file, length).equals(text(file, length))) {
                LOG.warn("checkpoint {} is damaged or cut short; using the one before it", path);
                continue;
            }
            return Optional.of(decode(new ByteArrayInputStream(file, 0, length), layout, path));
        }
        return Optional.empty();
    }

    private RunState decode(InputStream body, Layout layout, Path path) throws IOException {
        Safetensors.Contents contents = Safetensors.read(body, path.toString());
        require("format version", FORMAT_VERSION, contents.metadata().get(FORMAT), path, "the Kindling that wrote it");
        require(
                "configuration",
                config,
                contents.metadata().get(CONFIG),
                path,
                "the configuration the run was started with");
        // The rounds that remain would have other bits than those of a run that was never stopped.
        require(
                "BLAS fingerprint",
                blas,
                contents.metadata().get(BLAS),
                path,
                "the OPENBLAS_CORETYPE the run was started with (Haswell suits all)");
        String round = contents.metadata().getOrDefault(ROUND, "");
        return new RunState(Integer.parseInt(round), contents.arrangedAs(layout, path.toString()));
    }

    private static void require(
            String what, String expected, @org.jspecify.annotations.Nullable String actual, Path path, String cure) {
        if (!expected.equals(actual)) {
            throw UserMistake.of(
                    "checkpoint " + what,
                    expected,
                    actual == null ? "none" : actual,
                    path,
                    "resume with " + cure + ", or start a new run with another --out");
        }
    }

    private List<Path> newestFirst() throws IOException {
        FileSystem files = folder.getFileSystem(configuration);
        List<Path> found = new ArrayList<>();
        if (files.exists(folder)) {
            for (FileStatus status : files.listStatus(folder)) {
                Matcher name = NAME.matcher(status.getPath().getName());
                if (name.matches()) {
                    found.add(status.getPath());
                }
            }
        }
        found.sort(Collections.reverseOrder());
        return found;
    }

    private byte[] readAll(Path path) throws IOException {
        try (InputStream in = path.getFileSystem(configuration).open(path)) {
            return in.readAllBytes();
        }
    }

    private static String text(byte[] file, int from) {
        return new String(file, from, DIGEST_LENGTH, StandardCharsets.US_ASCII);
    }

    private static String digest(byte[] bytes, int length) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(bytes, 0, length);
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
