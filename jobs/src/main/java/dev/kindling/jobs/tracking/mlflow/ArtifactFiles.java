package dev.kindling.jobs.tracking.mlflow;

import dev.kindling.jobs.tracking.TrackedRun;
import dev.kindling.spark.storage.AtomicFiles;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The files of a run's folder that a server keeps too: handed to the server, or written to its folder of files. */
final class ArtifactFiles {

    /** Small ones that tell of the run; the model stays where it is. */
    static final List<String> NAMES = List.of(
            "config.json", "provenance.json", "metrics.jsonl", "evaluation.json", "summary.json", "report.html");

    private ArtifactFiles() {}

    /** Sends one file and says whether it was there. */
    static boolean send(TrackedRun run, String name, String artifactUri, MlflowServer server) throws IOException {
        Path file = new Path(run.folder(), name);
        FileSystem files = file.getFileSystem(run.hadoop());
        if (!files.exists(file)) {
            return false;
        }
        byte[] content;
        try (InputStream in = files.open(file)) {
            content = in.readAllBytes();
        }
        URI to = URI.create(artifactUri);
        if ("mlflow-artifacts".equals(to.getScheme())) {
            server.upload(to.getRawPath(), name, content);
        } else if ("file".equals(to.getScheme()) || (to.getScheme() == null && artifactUri.startsWith("/"))) {
            AtomicFiles.write(run.hadoop(), new Path("file:" + to.getPath(), name), out -> out.write(content));
        } else {
            throw new IOException("files of this server are at " + artifactUri
                    + ": start it with --serve-artifacts, so that it takes them itself");
        }
        return true;
    }
}
