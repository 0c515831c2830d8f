package dev.kindling.jobs.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A child process that writes to a log file and is ended with everything it started. */
final class Command implements AutoCloseable {

    private static final List<String> NOT_INHERITED =
            List.of("SPARK_HOME", "SPARK_CONF_DIR", "KINDLING_DATA", "OPENBLAS_CORETYPE", "MAVEN_OPTS");

    private final Process process;
    private final Path log;

    private Command(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts {@code words} in {@code folder} with {@code environment} over the test's own. */
    static Command start(Path folder, Path log, Map<String, String> environment, List<String> words)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().removeAll(NOT_INHERITED);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        return new Command(builder.start(), log);
    }

    /** The exit code; fails if there is none in time. */
    int await(long seconds) throws IOException, InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            throw new AssertionError("not finished after " + seconds + " s:\n" + output());
        }
        return process.exitValue();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Standard output and error so far. */
    String output() throws IOException {
        return Files.readString(log);
    }

    /** The processes that it started itself. */
    List<ProcessHandle> children() {
        return process.children().toList();
    }

    @Override
    public void close() {
        List<ProcessHandle> family = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        family.forEach(ProcessHandle::destroyForcibly);
    }
}
