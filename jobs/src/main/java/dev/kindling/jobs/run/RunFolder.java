package dev.kindling.jobs.run;

import dev.kindling.fault.UserMistake;
import dev.kindling.spark.storage.AtomicFiles;
import dev.kindling.spark.storage.PlainFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A run's folder on any Hadoop file system and the names in it, which scripts rely on. */
public final class RunFolder {

    public static final String CONFIG = "config.json";
    public static final String PROVENANCE = "provenance.json";
    public static final String METRICS = "metrics.jsonl";
    public static final String SUMMARY = "summary.json";
    static final String EVALUATION = "evaluation.json";
    public static final String REPORT = "report.html";
    public static final String MODEL = "model.safetensors";
    public static final String MODEL_CARD = "model.json";
    private static final String CHECKPOINTS = "checkpoints";

    private final Configuration hadoop;
    private final Path path;

    public RunFolder(Configuration hadoop, String path) {
        this.hadoop = PlainFiles.configuration(hadoop);
        this.path = new Path(path);
    }

    /** Refuses a folder that already holds a run, which could be gone on with. */
    void requireNew() throws IOException {
        requireEmpty("give another --out, or --resume to go on with the run in it");
    }

    /** Refuses a folder that already holds something. */
    public void requireEmpty() throws IOException {
        requireEmpty("give another --out");
    }

    private void requireEmpty(String cure) throws IOException {
        if (files().exists(path) && files().listStatus(path).length > 0) {
            throw new UserMistake("the run folder " + path + " exists and is not empty; " + cure);
        }
    }

    /** Refuses a folder that holds no run. */
    public RunFolder requireRun() throws IOException {
        if (!files().exists(file(CONFIG))) {
            throw new UserMistake(
                    "no run in " + path + ": it has no " + CONFIG + "; give the folder a run was written to");
        }
        return this;
    }

    public boolean holds(String name) throws IOException {
        return files().exists(file(name));
    }

    /** The folder's own name. */
    public String name() {
        return path.getName();
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    Path checkpoints() {
        return file(CHECKPOINTS);
    }

    public Configuration hadoop() {
        return hadoop;
    }

    public Path file(String name) {
        return new Path(path, name);
    }

    FileSystem files() throws IOException {
        return path.getFileSystem(hadoop);
    }

    /** Takes the folder and all that is in it away. */
    public void delete() throws IOException {
        files().delete(path, true);
    }

    /** Writes a text file, whole or not at all. */
    public void writeText(String name, String text) throws IOException {
        AtomicFiles.write(hadoop, file(name), out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The text of a file in the folder that nobody in earnest makes longer than {@code most} bytes. */
    String readText(String name, int most) throws IOException {
        try (InputStream in = open(name)) {
            byte[] text = in.readNBytes(most + 1);
            if (text.length > most) {
                throw UserMistake.of(name, "at most " + most + " bytes", "more", file(name), "copy it again");
            }
            return new String(text, StandardCharsets.UTF_8);
        }
    }

    /** The text of a file in the folder. */
    public String readText(String name) throws IOException {
        try (InputStream in = open(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A file of the folder, to be closed by the caller. */
    public InputStream open(String name) throws IOException {
        try {
            return files().open(file(name));
        } catch (FileNotFoundException missing) {
            throw new UserMistake(
                    "no " + name + " in " + path + "; give the folder of a run that has come that far", missing);
        }
    }

    /** Bytes of a file that is there. */
    long length(String name) throws IOException {
        return files().getFileStatus(file(name)).getLen();
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
