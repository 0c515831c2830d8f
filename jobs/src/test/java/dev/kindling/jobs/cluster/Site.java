package dev.kindling.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the tests of a class share: a folder, one standalone cluster, HDFS and YARN, and the models of undisturbed runs. */
final class Site implements AutoCloseable {

    static final Path HOME = Path.of("").toAbsolutePath().getParent();
    static final Path TARGET = HOME.resolve("jobs/target");
    static final Path SPARK = TARGET.resolve("spark");
    static final long RUN_SECONDS = 600;

    /** Rounds of a run that is long enough to be disturbed. */
    static final int LONG_ROUNDS = 60;

    static final String GLYPHS = "glyphs.conf";
    static final String TABLE = "table.conf";

    private static final String GLYPHS_TEXT =
            """
            seed = 5
            rounds = 3
            clients = 8
            cohort = 4
            partitions = 4
            checkpoint-every = 2
            evaluate-every = 20
            data { type = glyphs, writers = 8, train-per-writer = 30 }
            learner { type = backprop, hidden = [40] }
            algorithm { type = fedavg, epochs = 1, batch = 10, optimizer { type = sgd, rate = 0.1 } }
            """;
    private static final String TABLE_TEXT =
            """
            rounds = 2
            clients = 2
            data { type = csv, train = train.csv, test = test.csv, label = kind, group = "" }
            learner { type = backprop, hidden = [4] }
            algorithm { type = fedavg, epochs = 1, batch = 2, optimizer { type = sgd, rate = 0.1 } }
            """;

    private final Path folder;
    private final Map<List<String>, String> undisturbed = new HashMap<>();
    private @Nullable StandaloneCluster cluster;
    private @Nullable MiniHadoop hadoop;

    /** Deletes what the last time left: its logs and run folders, kept until now. */
    Site(String name) throws IOException {
        folder = TARGET.resolve("site").resolve(name);
        delete(folder);
        Files.createDirectories(folder.resolve("tables"));
        Files.writeString(folder.resolve(GLYPHS), GLYPHS_TEXT);
        Files.writeString(folder.resolve(TABLE), TABLE_TEXT);
        for (String split : List.of("train", "test")) {
            Files.writeString(
                    folder.resolve("tables/" + split + ".csv"), "x,y,kind\n0,1,a\n1,0,b\n0.1,0.9,a\n0.8,0.1,b\n");
        }
    }

    static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    Path folder() {
        return folder;
    }

    /** The files below a folder, but for what processes delete meanwhile: executors that end take their own away. */
    static List<Path> files(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes facts) {
                files.add(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failed) throws IOException {
                return goneOn(failed);
            }

            @Override
            public FileVisitResult postVisitDirectory(Path left, @Nullable IOException failed) throws IOException {
                return failed == null ? FileVisitResult.CONTINUE : goneOn(failed);
            }

            private FileVisitResult goneOn(IOException failed) throws IOException {
                if (failed instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failed;
            }
        });
        return files;
    }

    /** With two workers that have nothing to do. */
    StandaloneCluster cluster() throws IOException, InterruptedException {
        if (cluster == null) {
            cluster = new StandaloneCluster(SPARK, folder.resolve("cluster"), Map.of(), HttpClient.newHttpClient());
        }
        cluster.restore();
        return cluster;
    }

    MiniHadoop hadoop() throws IOException, InterruptedException {
        if (hadoop == null) {
            hadoop = new MiniHadoop(folder.resolve("hadoop"));
            hadoop.put(folder.resolve("tables"), "/tables");
            hadoop.put(folder.resolve(TABLE), "/" + TABLE);
        }
        return hadoop;
    }

    /** The model's SHA-256 of a run in one thread of one process, made once for each configuration. */
    String undisturbed(String conf, String... overrides) throws IOException, InterruptedException {
        List<String> key = new ArrayList<>(List.of(conf));
        key.addAll(List.of(overrides));
        String known = undisturbed.get(key);
        if (known != null) {
            return known;
        }
        String name = "undisturbed" + undisturbed.size();
        Submission run = new Submission(this, name, conf).master("local[1]").with("KINDLING_DATA", "tables");
        for (String override : overrides) {
            run.override(override);
        }
        String model = run.finish();
        undisturbed.put(key, model);
        return model;
    }

    @Override
    public void close() throws IOException {
        if (cluster != null) {
            cluster.close();
        }
        if (hadoop != null) {
            hadoop.close();
        }
        assertThat(processesOf(folder)).as("processes left behind").isEmpty();
        delete(folder.resolve("local"));
        delete(folder.resolve("cluster/local"));
    }

    /** Processes whose environment or command names {@code folder}, where the system tells; this one apart. */
    static List<String> processesOf(Path folder) throws IOException {
        List<String> found = new ArrayList<>();
        for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
            Path facts = Path.of("/proc", Long.toString(process.pid()));
            if (process.pid() != ProcessHandle.current().pid()
                    && process.isAlive()
                    && (text(facts.resolve("environ")) + text(facts.resolve("cmdline"))).contains(folder.toString())) {
                found.add(process.pid() + " " + text(facts.resolve("cmdline")).replace('\0', ' '));
            }
        }
        return found;
    }

    /** Empty where there is none, or where the process has ended by now. */
    static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException gone) {
            return "";
        }
    }
}
