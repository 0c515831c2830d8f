package dev.kindling.jobs.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/** A {@link HadoopProcess}, seen from the tests. */
final class MiniHadoop implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(5);

    private final Path folder;
    private final Path conf;
    private final Command process;

    /** Returns when HDFS and YARN are up. */
    MiniHadoop(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        this.conf = folder.resolve("conf");
        Files.createDirectories(folder);
        List<String> words = List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx512m",
                // What YARN's servers are put together with makes classes.
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                HadoopProcess.class.getName(),
                conf.toString());
        process = Command.start(folder, folder.resolve("hadoop.log"), Command.QUICK_JAVA, words);
        try {
            Await.until(
                    "HDFS and YARN", START, () -> !process.isAlive() || Files.exists(conf.resolve("core-site.xml")));
            if (!process.isAlive()) {
                throw new IOException("HDFS and YARN did not start:\n" + process.output());
            }
        } catch (IOException | InterruptedException | AssertionError failed) {
            close();
            throw failed;
        }
    }

    /** Where clients find it. */
    Path conf() {
        return conf;
    }

    /** As {@code hdfs://127.0.0.1:40000}. */
    String url() {
        Configuration configuration = new Configuration();
        configuration.addResource(
                new org.apache.hadoop.fs.Path(conf.resolve("core-site.xml").toUri()));
        return FileSystem.getDefaultUri(configuration).toString();
    }

    /** Copies a local file or folder. */
    void put(Path local, String remote) throws IOException {
        org.apache.hadoop.fs.Path target = new org.apache.hadoop.fs.Path(url() + remote);
        target.getFileSystem(new Configuration())
                .copyFromLocalFile(new org.apache.hadoop.fs.Path(local.toUri()), target);
    }

    /** What containers wrote, for the message of a failed test. */
    String containerLogs() throws IOException {
        List<String> logs = new ArrayList<>();
        for (Path file : Site.files(folder)) {
            if (file.endsWith("stderr")) {
                logs.add(file + ":\n" + Site.text(file));
            }
        }
        return String.join("\n", logs);
    }

    @Override
    public void close() {
        process.close();
    }
}
