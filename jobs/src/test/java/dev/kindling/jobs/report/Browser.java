package dev.kindling.jobs.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A headless Chromium and one page in it, over its DevTools protocol. Selenium would do as well, but brings a Guava that Spark's and
 * Hadoop's class path does not get on with.
 */
final class Browser implements AutoCloseable, WebSocket.Listener {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final Pattern PORT = Pattern.compile("DevTools listening on ws://127\\.0\\.0\\.1:(\\d+)/.*");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PATIENCE = 60;

    private final Path profile;
    private final Path output;
    private final Process process;
    private final WebSocket socket;
    private final StringBuilder part = new StringBuilder();
    private final BlockingQueue<JsonNode> answers = new LinkedBlockingQueue<>();
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();
    private int asked;

    private Browser(Path chromium, Path profile) throws IOException, InterruptedException {
        this.profile = profile;
        Files.createDirectories(profile);
        output = profile.resolve("output.txt");
        process = new ProcessBuilder(
                        chromium.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--remote-debugging-port=0",
                        "--remote-allow-origins=*",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            socket = connect();
            for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
                ask(domain + ".enable", Map.of());
            }
        } catch (IOException | InterruptedException | RuntimeException failed) {
            stop();
            throw failed;
        }
    }

    private WebSocket connect() throws IOException, InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        URI newPage = URI.create("http://127.0.0.1:" + port() + "/json/new?about:blank");
        String page = http.send(
                        HttpRequest.newBuilder(newPage)
                                .method("PUT", HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        return http.newWebSocketBuilder()
                .buildAsync(
                        URI.create(
                                JSON.readTree(page).get("webSocketDebuggerUrl").asText()),
                        this)
                .join();
    }

    /** Starts one; empty where none is installed. */
    static Optional<Browser> start(Path profile) throws IOException, InterruptedException {
        Optional<Path> chromium = Stream.of(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
        return chromium.isEmpty() ? Optional.empty() : Optional.of(new Browser(chromium.get(), profile));
    }

    private String port() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
        while (System.nanoTime() < deadline && process.isAlive()) {
            for (String line : Files.readAllLines(output)) {
                Matcher said = PORT.matcher(line);
                if (said.matches()) {
                    return said.group(1);
                }
            }
            Thread.sleep(50);
        }
        throw new IOException("Chromium named no DevTools port: " + Files.readString(output));
    }

    /** Opens a page in a window so wide, in a light or dark theme, and waits until its scripts have run. */
    void open(Path page, int width, boolean dark) throws InterruptedException {
        ask(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 800, "deviceScaleFactor", 1, "mobile", width < 600));
        ask(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
        events.clear();
        ask("Page.navigate", Map.of("url", page.toUri().toString()));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
        while (events("Page.loadEventFired").isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(page + " was not loaded in " + PATIENCE + " s");
            }
            Thread.sleep(20);
        }
    }

    /** The value of an expression in the page. */
    JsonNode evaluate(String script) throws InterruptedException {
        return ask("Runtime.evaluate", Map.of("expression", script, "returnByValue", true))
                .at("/result/value");
    }

    /** Presses a key, such as "Tab". */
    void press(String key, int code) throws InterruptedException {
        for (String type : List.of("keyDown", "keyUp")) {
            ask("Input.dispatchKeyEvent", Map.of("type", type, "key", key, "code", key, "windowsVirtualKeyCode", code));
        }
    }

    /** What the page, or the browser about it, complained of since it was opened. */
    List<String> complaints() {
        return Stream.of("Runtime.exceptionThrown", "Log.entryAdded", "Runtime.consoleAPICalled")
                .flatMap(kind -> events(kind).stream())
                .map(JsonNode::toString)
                .toList();
    }

    /** Addresses that were asked for since the page was opened, the page's own among them. */
    List<String> requests() {
        return events("Network.requestWillBeSent").stream()
                .map(event -> event.at("/params/request/url").asText())
                .toList();
    }

    private List<JsonNode> events(String method) {
        return events.stream()
                .filter(event -> event.path("method").asText().equals(method))
                .toList();
    }

    private JsonNode ask(String method, Map<String, ?> parameters) throws InterruptedException {
        ObjectNode question = JSON.createObjectNode().put("id", ++asked).put("method", method);
        question.set("params", JSON.valueToTree(parameters));
        socket.sendText(question.toString(), true).join();
        JsonNode answer = answers.poll(PATIENCE, TimeUnit.SECONDS);
        if (answer == null || answer.path("id").asInt() != asked || answer.has("error")) {
            throw new IllegalStateException(question + " was answered by " + answer);
        }
        return answer.get("result");
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
        part.append(text);
        if (last) {
            try {
                JsonNode message = JSON.readTree(part.toString());
                if (message.has("id")) {
                    answers.add(message);
                } else {
                    events.add(message);
                }
            } catch (IOException noJson) {
                throw new IllegalStateException(noJson);
            }
            part.setLength(0);
        }
        from.request(1);
        return java.util.concurrent.CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() throws IOException {
        socket.abort();
        stop();
        // They point to elsewhere, which JUnit would warn of.
        for (String link : List.of("SingletonSocket", "SingletonCookie", "SingletonLock")) {
            Files.deleteIfExists(profile.resolve(link));
        }
    }

    private void stop() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
    }
}
