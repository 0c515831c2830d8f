package dev.kindling.jobs.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A standalone master and two workers of one core as processes on the loopback interface. */
final class StandaloneCluster implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final int WORKERS = 2;
    private static final Duration START = Duration.ofSeconds(90);
    private static final Map<String, String> ENVIRONMENT =
            Map.of("SPARK_LOCAL_IP", HOST, "SPARK_DAEMON_MEMORY", "256m", "OMP_NUM_THREADS", "1");

    private final List<Command> workers = new ArrayList<>();
    private final Command master;
    private final String url;
    // Also when the test is interrupted from outside.
    private final Thread atExit = new Thread(this::stop, "stop the cluster");

    /** Returns when both workers have registered. */
    StandaloneCluster(Path spark, Path folder) throws IOException, InterruptedException {
        int port = freePort();
        int webPort = freePort();
        url = "spark://" + HOST + ":" + port;
        Runtime.getRuntime().addShutdownHook(atExit);
        Files.createDirectories(folder);
        master = start(spark, folder, "master", "--port", Integer.toString(port), "--webui-port", webPort + "");
        try {
            for (int i = 1; i <= WORKERS; i++) {
                String name = "worker" + i;
                workers.add(start(
                        spark,
                        folder,
                        name,
                        "--webui-port",
                        "0",
                        "-c",
                        "1",
                        "-m",
                        "1g",
                        "-d",
                        folder + "/" + name,
                        url));
            }
            String state = "http://" + HOST + ":" + webPort + "/json/";
            Await.until(
                    "two workers", START, () -> read(state).replace(" ", "").contains("\"aliveworkers\":" + WORKERS));
        } catch (IOException | InterruptedException | AssertionError failed) {
            close();
            throw failed;
        }
    }

    private static Command start(Path spark, Path folder, String name, String... options) throws IOException {
        String program = name.equals("master") ? "spark-master" : "spark-worker";
        List<String> words =
                new ArrayList<>(List.of(spark.resolve("bin/" + program).toString(), "--host", HOST));
        words.addAll(List.of(options));
        return Command.start(folder, folder.resolve(name + ".log"), ENVIRONMENT, words);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String read(String address) throws IOException {
        try (InputStream in = URI.create(address).toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    String url() {
        return url;
    }

    /** Executors, and drivers in cluster mode: what the workers started. */
    List<ProcessHandle> launched() {
        return workers.stream().flatMap(worker -> worker.children().stream()).toList();
    }

    private void stop() {
        workers.forEach(Command::close);
        master.close();
    }

    @Override
    public void close() {
        stop();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }
}
