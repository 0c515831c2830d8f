package dev.kindling.jobs.tracking.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kindling.jobs.tracking.TrackedRun;
import dev.kindling.spark.storage.AtomicFiles;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** A run's id on a server, kept for a resumed run to go on with. */
final class KeptId {

    static final String FILE = "mlflow.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TrackedRun run;
    private final String uri;
    private final Path file;
    private boolean written;

    /** {@code uri} is the server's: the id is no other's. */
    KeptId(TrackedRun run, String uri) {
        this.run = run;
        this.uri = uri;
        this.file = new Path(run.keep(), FILE);
    }

    /** What an earlier attempt at the run has kept; null where none has. */
    @Nullable
    String before() throws IOException {
        FileSystem files = file.getFileSystem(run.hadoop());
        if (!files.exists(file)) {
            return null;
        }
        try (InputStream in = files.open(file)) {
            JsonNode kept = JSON.readTree(in);
            return kept.path("uri").asText().equals(uri) ? kept.path("run-id").textValue() : null;
        }
    }

    /** Writes it, unless that has been done. */
    void keep(String id) throws IOException {
        if (!written) {
            byte[] kept = JSON.writeValueAsBytes(
                    JSON.createObjectNode().put("uri", uri).put("run-id", id));
            AtomicFiles.write(run.hadoop(), file, out -> out.write(kept));
            written = true;
        }
    }
}
