package dev.kindling.jobs.tracking.mlflow;

import dev.kindling.jobs.tracking.TrackedRun;
import dev.kindling.spark.storage.AtomicFiles;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The files of a run's folder that a server keeps too: handed to the server, or written to its folder of files. */
final class ArtifactFiles {

    /** Small ones that tell of the run; the model stays where it is. */
    static final List<String> NAMES = List.of(
            "config.json", "provenance.json", "metrics.jsonl", "evaluation.json", "summary.json", "report.html");

    private ArtifactFiles() {}

    /** How many are in the run's folder, as far as one can see, but not among those {@code sent}. */
    static int missing(TrackedRun run, Set<String> sent) {
        int missing = 0;
        for (String name : NAMES) {
            try {
                missing += !sent.contains(name) && isThere(run, name) ? 1 : 0;
            } catch (IOException unknown) {
                missing++;
            }
        }
        return missing;
    }

    private static boolean isThere(TrackedRun run, String name) throws IOException {
        Path file = new Path(run.folder(), name);
        return file.getFileSystem(run.hadoop()).exists(file);
    }

    /**
     * Sends one file, if it is there.
     *
     * @throws Refusal if there is nowhere to send it to
     */
    static void send(TrackedRun run, String name, String artifactUri, MlflowServer server) throws IOException {
        if (!isThere(run, name)) {
            return;
        }
        Path file = new Path(run.folder(), name);
        FileSystem files = file.getFileSystem(run.hadoop());
        byte[] content;
        try (InputStream in = files.open(file)) {
            content = in.readAllBytes();
        }
        URI to = URI.create(artifactUri);
        if ("mlflow-artifacts".equals(to.getScheme())) {
            server.upload(to.getRawPath(), name, content);
        } else if ("file".equals(to.getScheme()) || (to.getScheme() == null && artifactUri.startsWith("/"))) {
            writeTo(new Path("file:" + to.getPath(), name), run, content);
        } else {
            throw new Refusal(
                    0,
                    "files of this server are at " + artifactUri
                            + ": start it with --serve-artifacts, so that it takes them itself");
        }
    }

    private static void writeTo(Path place, TrackedRun run, byte[] content) throws Refusal {
        try {
            AtomicFiles.write(run.hadoop(), place, out -> out.write(content));
        } catch (IOException failed) {
            // A folder that this machine does not reach, as a rule.
            throw new Refusal(0, "cannot write " + place + ": " + failed.getMessage());
        }
    }
}
