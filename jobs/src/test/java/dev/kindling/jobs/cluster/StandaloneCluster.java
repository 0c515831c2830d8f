package dev.kindling.jobs.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A standalone master and two workers of one core as processes on the loopback interface. */
final class StandaloneCluster implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    /** Two names of it: Spark starts no speculative copy of a task on a host that already has one. */
    private static final List<String> WORKER_HOSTS = List.of(HOST, "localhost");

    private static final int WORKERS = WORKER_HOSTS.size();
    private static final Duration START = Duration.ofMinutes(3);
    private static final Pattern ALIVE = Pattern.compile("\"aliveworkers\"\\s*:\\s*(\\d+)");
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "SPARK_LOCAL_IP",
            HOST,
            "SPARK_DAEMON_MEMORY",
            "256m",
            "OMP_NUM_THREADS",
            "1",
            "SPARK_WORKER_OPTS",
            "-Dspark.decommission.enabled=true");

    private final Path spark;
    private final Path folder;
    private final Map<String, String> environment = new HashMap<>(ENVIRONMENT);
    private final HttpClient client;
    private final String url;
    private final URI state;
    private final Map<String, Command> workers = new LinkedHashMap<>();
    private final Command master;
    private int started;

    /** Returns when both workers have registered; {@code client} reads the master's page, http or https. */
    StandaloneCluster(Path spark, Path folder, Map<String, String> more, HttpClient client)
            throws IOException, InterruptedException {
        this.spark = spark;
        this.folder = folder;
        this.client = client;
        environment.put("SPARK_LOCAL_DIRS", folder.resolve("local").toString());
        environment.putAll(Command.QUICK_JAVA);
        environment.putAll(more);
        int port = freePort();
        int webPort = freePort();
        url = "spark://" + HOST + ":" + port;
        state = URI.create("http://" + HOST + ":" + webPort + "/json/");
        Files.createDirectories(folder);
        master = start("master", HOST, "--port", Integer.toString(port), "--webui-port", Integer.toString(webPort));
        try {
            restore();
        } catch (IOException | InterruptedException | AssertionError failed) {
            close();
            throw failed;
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Starts workers for those that are gone; returns when two are there and nothing runs on them. */
    void restore() throws IOException, InterruptedException {
        workers.values().removeIf(worker -> !worker.isAlive());
        for (String host : WORKER_HOSTS) {
            if (!workers.containsKey(host)) {
                String name = "worker" + ++started;
                String[] options = {"--webui-port", "0", "-c", "1", "-m", "1g", "-d", folder + "/" + name, url};
                workers.put(host, start(name, host, options));
            }
        }
        Await.until(
                "two idle workers",
                START,
                () -> aliveWorkers() == WORKERS && launched().isEmpty());
    }

    private Command start(String name, String host, String... options) throws IOException {
        String program = name.equals("master") ? "spark-master" : "spark-worker";
        List<String> words =
                new ArrayList<>(List.of(spark.resolve("bin/" + program).toString(), "--host", host));
        words.addAll(List.of(options));
        return Command.start(folder, folder.resolve(name + ".log"), environment, words);
    }

    private int aliveWorkers() throws IOException, InterruptedException {
        Matcher alive = ALIVE.matcher(read(state));
        return alive.find() ? Integer.parseInt(alive.group(1)) : 0;
    }

    /** What a page of the cluster or of a driver says. */
    String read(URI page) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(page).timeout(Duration.ofSeconds(10)).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    String url() {
        return url;
    }

    /** The address of the master's page. */
    URI page() {
        return state;
    }

    /** Workers' processes that run. */
    List<Command> workers() {
        return List.copyOf(workers.values());
    }

    /** Executors, and drivers in cluster mode: what the workers started. */
    List<ProcessHandle> launched() {
        return workers.values().stream()
                .flatMap(worker -> worker.children().stream())
                .toList();
    }

    /** Every process of it. */
    List<ProcessHandle> processes() {
        List<ProcessHandle> all = new ArrayList<>(launched());
        workers.values()
                .forEach(worker -> all.add(ProcessHandle.of(worker.pid()).orElseThrow()));
        all.add(ProcessHandle.of(master.pid()).orElseThrow());
        return all;
    }

    @Override
    public void close() {
        workers.values().forEach(Command::close);
        master.close();
    }
}
