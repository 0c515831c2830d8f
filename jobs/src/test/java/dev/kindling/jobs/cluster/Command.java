package dev.kindling.jobs.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A child process that writes to a log file and is ended with everything it started. */
final class Command implements AutoCloseable {

    private static final List<String> NOT_INHERITED = List.of(
            "SPARK_HOME",
            "SPARK_CONF_DIR",
            "SPARK_DIST_CLASSPATH",
            "HADOOP_CONF_DIR",
            "YARN_CONF_DIR",
            "KINDLING_DATA",
            "OPENBLAS_CORETYPE",
            "MAVEN_OPTS");

    /** For the many short-lived processes: half of their work would be the better of two compilers. No bit depends on it. */
    static final Map<String, String> QUICK_JAVA = Map.of("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1");

    private final Process process;
    private final Path log;
    // Also when the test is interrupted from outside.
    private final Thread atExit = new Thread(this::end, "end a test's process");

    private Command(Process process, Path log) {
        this.process = process;
        this.log = log;
        Runtime.getRuntime().addShutdownHook(atExit);
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

    long pid() {
        return process.pid();
    }

    /** Asks it to end, as a person does. */
    void interrupt() {
        process.destroy();
    }

    /** The processes that it started itself. */
    List<ProcessHandle> children() {
        return process.children().toList();
    }

    private void end() {
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

    @Override
    public void close() {
        end();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }
}
