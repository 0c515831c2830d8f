package dev.kindling.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Reads run folders, on any Hadoop path. */
final class Runs {

    private static final List<String> WHOLE =
            List.of("config.json", "provenance.json", "metrics.jsonl", "evaluation.json", "report.html");

    private Runs() {}

    /** The SHA-256 of the model file of a finished run: of its bytes as they lie there, and as the summary says. */
    static String model(String run) throws IOException {
        FileSystem files = files(run);
        for (String name : WHOLE) {
            assertThat(files.exists(new Path(run, name)))
                    .as("%s has %s", run, name)
                    .isTrue();
        }
        String actual = sha256(read(run, "model.safetensors"));
        assertThat(new ObjectMapper()
                        .readTree(read(run, "summary.json"))
                        .get("modelSha256")
                        .asText())
                .as("what summary.json in %s says", run)
                .isEqualTo(actual);
        return actual;
    }

    /** Rounds that a run has behind it, 0 while it has no log. */
    static int rounds(String run) throws IOException {
        if (!files(run).exists(new Path(run, "metrics.jsonl"))) {
            return 0;
        }
        return (int) new String(read(run, "metrics.jsonl"), StandardCharsets.UTF_8)
                .lines()
                .count();
    }

    private static byte[] read(String run, String name) throws IOException {
        try (InputStream in = files(run).open(new Path(run, name))) {
            return in.readAllBytes();
        }
    }

    private static FileSystem files(String run) throws IOException {
        Configuration hadoop = new Configuration();
        // Whoever asks may outlive the file system.
        hadoop.setInt("ipc.client.connect.max.retries", 3);
        return new Path(run).getFileSystem(hadoop);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
