package dev.kindling.jobs.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kindling.fault.UserMistake;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchTest {

    private static final byte[] CONTENT = "the published bytes".getBytes(UTF_8);
    private static final PublishedFile A = new PublishedFile("a.gz", DigestUtils.sha256Hex(CONTENT));
    private static final PublishedFile B = new PublishedFile("b.gz", DigestUtils.sha256Hex(CONTENT));

    /** What the server does with one request after another; when none is left it serves the file. */
    private final Deque<Answer> answers = new ArrayDeque<>();

    private final List<String> asked = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private HttpServer server;
    private Path folder;

    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    @BeforeEach
    void serve(@TempDir Path temporary) throws IOException {
        folder = temporary.resolve("data/mnist");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().getPath());
            Answer answer = answers.poll();
            try (exchange) {
                (answer == null ? bytes(CONTENT) : answer).to(exchange);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void filesArriveWholeAndUnderTheirNames() throws Exception {
        fetch(A, B);

        assertThat(folder.resolve("a.gz")).hasBinaryContent(CONTENT);
        assertThat(names()).containsExactly("a.gz", "b.gz");
        assertThat(said).containsExactly("a.gz: 19 bytes", "b.gz: 19 bytes");
    }

    @Test
    void filesThatAreThereAndRightAreNotFetchedAgain() throws Exception {
        fetch(A);
        Files.writeString(folder.resolve("b.gz"), "wrong");
        asked.clear();

        fetch(A, B);

        assertThat(asked).containsExactly("/b.gz");
        assertThat(folder.resolve("b.gz")).hasBinaryContent(CONTENT);
        assertThat(said).contains("a.gz: already there");
    }

    @Test
    void aBrokenFirstTryIsFollowedByAnother() throws Exception {
        answers.add(cutShort());
        answers.add(status(503));

        fetch(A);

        assertThat(asked).hasSize(3);
        assertThat(names()).containsExactly("a.gz");
    }

    @Test
    void anotherDigestIsRefusedAndLeavesNothing() throws IOException {
        answers.add(bytes("other bytes".getBytes(UTF_8)));

        assertThatThrownBy(() -> fetch(A))
                .isInstanceOf(UserMistake.class)
                .hasMessage("wrong SHA-256 of a.gz: expected " + A.sha256() + ", found "
                        + DigestUtils.sha256Hex("other bytes") + ", in " + address() + "a.gz; "
                        + "the file there is not the published one: give another --from");
        assertThat(names()).isEmpty();
        assertThat(asked).hasSize(1);
    }

    @Test
    void aFileThatIsNotThereIsNotAskedForTwice() throws IOException {
        answers.add(status(404));

        assertThatThrownBy(() -> fetch(A))
                .isInstanceOf(UserMistake.class)
                .hasMessage("download refused: expected status 200, found 404 (no such file), in " + address()
                        + "a.gz; give the folder that holds the files with --from");
        assertThat(names()).isEmpty();
        assertThat(asked).hasSize(1);
    }

    @Test
    void aBodyCutShortEveryTimeIsOneLineAndLeavesNothing() throws IOException {
        answers.addAll(List.of(cutShort(), cutShort(), cutShort()));

        assertThatThrownBy(() -> fetch(A))
                .isInstanceOf(UserMistake.class)
                .message()
                .startsWith("download failed: the connection broke (")
                .endsWith("), at " + address()
                        + "a.gz (tried 3 times); check the network and the proxy, or give another --from")
                .hasLineCount(1);
        assertThat(names()).isEmpty();
    }

    @Test
    void aServerThatIsNotThereIsOneLine() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        URI nowhere = URI.create("http://127.0.0.1:" + closed + "/");

        assertThatThrownBy(() -> new Fetch(nowhere, download()).all(List.of(A), folder, said::add))
                .isInstanceOf(UserMistake.class)
                .hasMessage("download failed: no connection to 127.0.0.1, at " + nowhere
                        + "a.gz (tried 3 times); check the network and the proxy, or give another --from");
    }

    @Test
    void aHostWithoutAnAddressIsOneLine() {
        URI nowhere = URI.create("http://host.invalid/");

        assertThatThrownBy(() -> new Fetch(nowhere, download()).all(List.of(A), folder, said::add))
                .isInstanceOf(UserMistake.class)
                .message()
                .startsWith("download failed: the host host.invalid has no address, at http://host.invalid/a.gz");
    }

    @Test
    void aFolderThatCannotBeMadeIsOneLine() throws IOException {
        Files.createDirectories(folder.getParent());
        Files.writeString(folder, "a file");

        assertThatThrownBy(() -> fetch(A))
                .isInstanceOf(UserMistake.class)
                .message()
                .startsWith("cannot write " + folder.resolve("a.gz") + ": FileAlreadyExistsException")
                .endsWith("; choose a folder with --to that you may write to");
    }

    private void fetch(PublishedFile... files) throws InterruptedException {
        new Fetch(address(), download()).all(List.of(files), folder, said::add);
    }

    private static Download download() {
        return new Download(HttpClient.newHttpClient(), Duration.ofMillis(1));
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    private List<String> names() throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static Answer bytes(byte[] body) {
        return exchange -> {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        };
    }

    private static Answer status(int status) {
        return exchange -> exchange.sendResponseHeaders(status, -1);
    }

    private static Answer cutShort() {
        return exchange -> {
            exchange.sendResponseHeaders(200, CONTENT.length + 100);
            exchange.getResponseBody().write(CONTENT);
            exchange.getResponseBody().flush();
        };
    }

    @Test
    void omniglotIsFetchedUnderTheNamesItIsReadBy() {
        List<PublishedFile> files = PublishedSet.named("omniglot").files();
        assertThat(files.stream().map(PublishedFile::name))
                .containsExactly("images_background.zip", "images_evaluation.zip");
        assertThat(files).allMatch(file -> file.sha256().matches("[0-9a-f]{64}"));
    }
}
