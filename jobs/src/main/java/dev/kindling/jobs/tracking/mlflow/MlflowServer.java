package dev.kindling.jobs.tracking.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What of MLflow's REST API (version 2.0) a run needs. Every call ends within its time: with an answer, a {@link Refusal}, or another
 * {@link IOException} where trying again may help.
 */
final class MlflowServer {

    /** The HTTP status of what is not there. */
    static final int NOT_FOUND = 404;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String API = "/api/2.0/mlflow/";
    private static final String ARTIFACTS = "/api/2.0/mlflow-artifacts/artifacts";
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;

    private final String root;
    private final @Nullable String authorization;
    private final Pace pace;
    private final HttpClient http;

    /** {@code root} is the address without a slash at its end, {@code authorization} a header's value. */
    MlflowServer(String root, @Nullable String authorization, Pace pace) {
        this.root = root;
        this.authorization = authorization;
        this.pace = pace;
        // Redirects are not followed: they would take the credentials elsewhere.
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(pace.answer())
                .build();
    }

    /** Figures of one step; {@code millis} since 1970. */
    record Step(int number, long millis, Map<String, Double> figures) {}

    /** A run that the server has made. */
    record Started(String runId, String artifactUri) {}

    /** The id of the experiment of a name, which is made if there is none. */
    String experiment(String name) throws IOException {
        try {
            String query = "experiments/get-by-name?experiment_name=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
            return text(json(request(API + query, pace.answer()).GET()), "/experiment/experiment_id");
        } catch (Refusal refusal) {
            if (refusal.status() != NOT_FOUND) {
                throw refusal;
            }
            return text(post("experiments/create", JSON.createObjectNode().put("name", name)), "/experiment_id");
        }
    }

    Started createRun(String experimentId, String name, long millis) throws IOException {
        ObjectNode body = JSON.createObjectNode()
                .put("experiment_id", experimentId)
                .put("run_name", name)
                .put("start_time", millis);
        JsonNode made = post("runs/create", body);
        return new Started(text(made, "/run/info/run_id"), text(made, "/run/info/artifact_uri"));
    }

    /** Says that a run is going on again and asks where its files are. */
    Started goOn(String runId) throws IOException {
        JsonNode run =
                post("runs/update", JSON.createObjectNode().put("run_id", runId).put("status", "RUNNING"));
        return new Started(runId, text(run, "/run_info/artifact_uri"));
    }

    /** {@code status} is FINISHED, FAILED or KILLED. */
    void end(String runId, String status, long millis) throws IOException {
        post(
                "runs/update",
                JSON.createObjectNode()
                        .put("run_id", runId)
                        .put("status", status)
                        .put("end_time", millis));
    }

    void logSteps(String runId, List<Step> steps) throws IOException {
        ObjectNode body = JSON.createObjectNode().put("run_id", runId);
        ArrayNode metrics = body.putArray("metrics");
        for (Step step : steps) {
            step.figures().forEach((key, value) -> metrics.addObject()
                    .put("key", key)
                    .put("value", value)
                    .put("timestamp", step.millis())
                    .put("step", step.number()));
        }
        post("runs/log-batch", body);
    }

    void logParameters(String runId, List<Map.Entry<String, String>> settings) throws IOException {
        ObjectNode body = JSON.createObjectNode().put("run_id", runId);
        ArrayNode parameters = body.putArray("params");
        settings.forEach(
                setting -> parameters.addObject().put("key", setting.getKey()).put("value", setting.getValue()));
        post("runs/log-batch", body);
    }

    /** Hands a file to the server. {@code artifacts} is the path behind {@code mlflow-artifacts:}, from its slash on. */
    void upload(String artifacts, String name, byte[] content) throws IOException {
        send(
                request(ARTIFACTS + artifacts + "/" + name, pace.upload())
                        .header("Content-Type", "application/octet-stream")
                        .PUT(BodyPublishers.ofByteArray(content)),
                pace.upload());
    }

    private JsonNode post(String path, ObjectNode body) throws IOException {
        return json(request(API + path, pace.answer())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
    }

    private HttpRequest.Builder request(String path, Duration timeout) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(root + path)).timeout(timeout);
        return authorization == null ? request : request.header("Authorization", authorization);
    }

    private JsonNode json(HttpRequest.Builder request) throws IOException {
        return JSON.readTree(send(request, pace.answer()));
    }

    /** The request's own timeout ends with the answer's head; this one with its last byte. */
    private byte[] send(HttpRequest.Builder request, Duration timeout) throws IOException {
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request.build(), BodyHandlers.ofByteArray());
        try {
            return body(answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException late) {
            throw new IOException("no answer within " + timeout.toMillis() + " ms", late);
        } catch (ExecutionException failed) {
            throw new IOException(reason(failed), failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped before there was an answer");
        } finally {
            answer.cancel(true);
        }
    }

    private static String reason(ExecutionException failed) {
        Throwable cause = failed.getCause() == null ? failed : failed.getCause();
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private static byte[] body(HttpResponse<byte[]> answer) throws IOException {
        int status = answer.statusCode();
        if (status >= 200 && status < 300) {
            return answer.body();
        }
        String message = "HTTP status " + status;
        boolean passing = status < 400 || status >= 500 || status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS;
        throw passing ? new IOException(message) : new Refusal(status, message);
    }

    private static String text(JsonNode answer, String pointer) throws IOException {
        JsonNode found = answer.at(pointer);
        if (!found.isTextual()) {
            throw new IOException("an answer without " + pointer + ", which MLflow's have");
        }
        return found.textValue();
    }
}
