package dev.kindling.jobs.fetch;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.kindling.fault.UserMistake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One file over HTTP, tried again where that may help. */
final class Download {

    private static final int TRIES = 3;
    private static final int OK = 200;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int FIRST_SERVER_ERROR = 500;
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final Duration WHOLE_FILE = Duration.ofMinutes(20);

    private final HttpClient client;
    private final Duration pause;

    /** Waits {@code pause} before the second try, twice that before the third. */
    Download(HttpClient client, Duration pause) {
        this.client = client;
        this.pause = pause;
    }

    /** Overwrites {@code target} with what is at the address. */
    void fetch(URI address, Path target) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            String trouble = attempt(address, target);
            if (trouble.isEmpty()) {
                return;
            }
            if (attempt == TRIES) {
                throw new UserMistake("download failed: " + trouble + ", at " + address + " (tried " + TRIES
                        + " times); check the network and the proxy, or give another --from");
            }
            Thread.sleep(pause.toMillis() * attempt);
        }
    }

    /** What went wrong and may go right another time; empty if nothing did. */
    private String attempt(URI address, Path target) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(ANSWER)
                .header("User-Agent", "kindling")
                .build();
        CompletableFuture<HttpResponse<Path>> answer =
                client.sendAsync(request, HttpResponse.BodyHandlers.ofFile(target, CREATE, WRITE, TRUNCATE_EXISTING));
        try {
            int status = answer.get(WHOLE_FILE.toSeconds(), TimeUnit.SECONDS).statusCode();
            return status == OK ? "" : refused(status, address);
        } catch (TimeoutException slow) {
            answer.cancel(true);
            return "expected the whole file within " + WHOLE_FILE.toMinutes() + " minutes, found less";
        } catch (ExecutionException failed) {
            return trouble(failed.getCause(), address);
        }
    }

    private static String refused(int status, URI address) {
        if (status >= FIRST_SERVER_ERROR || status == TOO_MANY_REQUESTS) {
            return "expected status " + OK + ", found " + status;
        }
        throw UserMistake.of(
                "download refused",
                "status " + OK,
                status + (status == 404 ? " (no such file)" : ""),
                address,
                "give the folder that holds the files with --from");
    }

    private static String trouble(@org.jspecify.annotations.Nullable Throwable cause, URI address) {
        if (cause instanceof HttpTimeoutException) {
            return "expected an answer, found none in time";
        }
        if (cause instanceof ConnectException) {
            return isUnresolved(cause)
                    ? "the host " + address.getHost() + " has no address"
                    : "no connection to " + address.getHost();
        }
        if (cause instanceof IOException broken) {
            return "the connection broke (" + reason(broken) + ")";
        }
        throw new UncheckedIOException(new IOException(cause));
    }

    private static boolean isUnresolved(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return true;
            }
        }
        return false;
    }

    /** An exception as one line; some have no message. */
    static String reason(IOException failed) {
        String message = failed.getMessage();
        String kind = failed.getClass().getSimpleName();
        return (message == null ? kind : kind + ": " + message).replaceAll("\\s+", " ");
    }
}
