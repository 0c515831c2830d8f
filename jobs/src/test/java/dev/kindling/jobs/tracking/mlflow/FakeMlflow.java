package dev.kindling.jobs.tracking.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server on this machine that keeps MLflow's promises where a run relies on them, and can go down, fail and be slow.
 * Whole numbers may come as text, as Protocol Buffers write them.
 */
public final class FakeMlflow implements AutoCloseable {

    /** A request as it came. */
    public record Request(String method, String path, JsonNode body, String authorization) {}

    /** A figure as it was logged. */
    public record Metric(String key, double value, long step) {}

    /** A run as the server knows it. */
    public static final class KeptRun {
        public final Map<String, String> params = new LinkedHashMap<>();
        public final List<Metric> metrics = new ArrayList<>();
        public final Map<String, byte[]> artifacts = new LinkedHashMap<>();
        public String name = "";
        public String status = "RUNNING";
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    public final Map<String, String> experiments = new LinkedHashMap<>();
    public final Map<String, KeptRun> runs = new LinkedHashMap<>();
    public final List<Request> requests = new ArrayList<>();

    private final int port;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private HttpServer server;

    /** Answer with this status whatever is asked; 0 to answer as MLflow would. */
    public volatile int failing;

    /** Milliseconds before each answer. */
    public volatile long delay;

    /** Where files go, with the run's id in the place of RUN. */
    public volatile String artifactRoot = "mlflow-artifacts:/1/RUN/artifacts";

    public FakeMlflow() throws IOException {
        server = listen(0);
        port = server.getAddress().getPort();
    }

    private HttpServer listen(int at) throws IOException {
        HttpServer listening = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 0);
        listening.createContext("/", this::answer);
        listening.setExecutor(threads);
        listening.start();
        return listening;
    }

    public String uri() {
        return "http://" + server.getAddress().getAddress().getHostAddress() + ":" + port;
    }

    public void goDown() {
        server.stop(0);
    }

    public void comeUp() throws IOException {
        server = listen(port);
    }

    /** The only run there is. */
    public synchronized KeptRun run() {
        if (runs.size() != 1) {
            throw new AssertionError("one run was expected but there are " + runs.keySet());
        }
        return runs.values().iterator().next();
    }

    synchronized boolean hasFigure(String key, long step) {
        return runs.values().stream()
                .flatMap(run -> run.metrics.stream())
                .anyMatch(metric -> metric.key().equals(key) && metric.step() == step);
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        try {
            Thread.sleep(delay);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        int status;
        ObjectNode answer = JSON.createObjectNode();
        if (failing != 0) {
            status = failing;
        } else {
            status = handle(exchange, body, answer);
        }
        byte[] bytes = JSON.writeValueAsBytes(answer);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private synchronized int handle(HttpExchange exchange, byte[] body, ObjectNode answer) throws IOException {
        String path = exchange.getRequestURI().getPath();
        boolean json = body.length > 0 && path.startsWith("/api/2.0/mlflow/");
        JsonNode asked = json ? JSON.readTree(body) : JSON.createObjectNode();
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        requests.add(new Request(exchange.getRequestMethod(), path, asked, authorization == null ? "" : authorization));
        String artifacts = "/api/2.0/mlflow-artifacts/artifacts/1/";
        if (path.startsWith(artifacts) && exchange.getRequestMethod().equals("PUT")) {
            String[] parts = path.substring(artifacts.length()).split("/", 3);
            Objects.requireNonNull(runs.get(parts[0])).artifacts.put(parts[2], body);
            return 200;
        }
        return switch (path.replaceFirst("^/api/2.0/mlflow/", "")) {
            case "experiments/get-by-name" -> byName(exchange.getRequestURI().getRawQuery(), answer);
            case "experiments/create" -> create(asked, answer);
            case "runs/create" -> createRun(asked, answer);
            case "runs/log-batch" -> log(asked);
            case "runs/update" -> update(asked, answer);
            default -> 404;
        };
    }

    private int byName(String query, ObjectNode answer) {
        String id = experiments.get(URLDecoder.decode(query.split("=", 2)[1], StandardCharsets.UTF_8));
        if (id == null) {
            answer.put("error_code", "RESOURCE_DOES_NOT_EXIST");
            return 404;
        }
        answer.putObject("experiment").put("experiment_id", id);
        return 200;
    }

    private int create(JsonNode asked, ObjectNode answer) {
        String id = Integer.toString(experiments.size() + 1);
        experiments.put(asked.get("name").textValue(), id);
        answer.put("experiment_id", id);
        return 200;
    }

    private int createRun(JsonNode asked, ObjectNode answer) {
        if (!experiments.containsValue(asked.get("experiment_id").textValue())
                || asked.get("start_time").asLong() == 0) {
            return 400;
        }
        String id = "run" + (runs.size() + 1);
        KeptRun run = new KeptRun();
        run.name = asked.path("run_name").asText();
        runs.put(id, run);
        info(answer.putObject("run").putObject("info"), id);
        return 200;
    }

    private void info(ObjectNode info, String id) {
        info.put("run_id", id).put("artifact_uri", artifactRoot.replace("RUN", id));
    }

    /** At most 1,000 figures and 100 settings at a time, which cannot be changed. */
    private int log(JsonNode asked) {
        KeptRun run = runs.get(asked.get("run_id").textValue());
        if (run == null
                || asked.path("metrics").size() > 1000
                || asked.path("params").size() > 100) {
            return 400;
        }
        for (JsonNode param : asked.path("params")) {
            String value = param.get("value").textValue();
            String before = run.params.putIfAbsent(param.get("key").textValue(), value);
            if (value.length() > 500 || (before != null && !before.equals(value))) {
                return 400;
            }
        }
        for (JsonNode metric : asked.path("metrics")) {
            run.metrics.add(new Metric(
                    metric.get("key").textValue(),
                    metric.get("value").doubleValue(),
                    metric.get("step").asLong()));
        }
        return 200;
    }

    private int update(JsonNode asked, ObjectNode answer) {
        KeptRun run = runs.get(asked.get("run_id").textValue());
        if (run == null) {
            return 404;
        }
        run.status = asked.get("status").textValue();
        info(answer.putObject("run_info"), asked.get("run_id").textValue());
        return 200;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
