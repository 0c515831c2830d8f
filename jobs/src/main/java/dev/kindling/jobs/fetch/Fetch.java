package dev.kindling.jobs.fetch;

import dev.kindling.fault.UserMistake;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.commons.codec.digest.DigestUtils;

/** Brings published files into a folder: each appears there whole and with the right digest, or not at all. */
public final class Fetch {

    private static final Duration CONNECT = Duration.ofSeconds(20);

    private final URI source;
    private final Download download;

    Fetch(URI source, Download download) {
        this.source = source;
        this.download = download;
    }

    /** Fetches from the folder at {@code source}, through the proxy that the JVM's system properties name. */
    public static Fetch over(URI source) {
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .proxy(ProxySelector.getDefault())
                .build();
        return new Fetch(source, new Download(client, Duration.ofSeconds(1)));
    }

    /**
     * Fetches what is not there yet.
     *
     * @param said told of each file, one line
     * @throws UserMistake if a file cannot be had, or is not the published one
     */
    public void all(List<PublishedFile> files, Path folder, Consumer<String> said) throws InterruptedException {
        for (PublishedFile file : files) {
            Path target = folder.resolve(file.name());
            if (isThere(file, target)) {
                said.accept(file.name() + ": already there");
            } else {
                long bytes = one(file, target);
                said.accept(String.format(Locale.ROOT, "%s: %,d bytes", file.name(), bytes));
            }
        }
    }

    private static boolean isThere(PublishedFile file, Path target) {
        if (!Files.isRegularFile(target)) {
            return false;
        }
        try {
            return digest(target).equals(file.sha256());
        } catch (IOException unreadable) {
            throw new UserMistake(
                    "cannot read " + target + ": " + unreadable.getMessage() + "; remove it or choose another --to",
                    unreadable);
        }
    }

    private long one(PublishedFile file, Path target) throws InterruptedException {
        URI address = source.resolve(file.name());
        try (Landing landing = Landing.before(target)) {
            download.fetch(address, landing.temporary());
            String found = digest(landing.temporary());
            if (!found.equals(file.sha256())) {
                throw UserMistake.of(
                        "wrong SHA-256 of " + file.name(),
                        file.sha256(),
                        found,
                        address,
                        "the file there is not the published one: give another --from");
            }
            return landing.land();
        } catch (IOException refused) {
            throw new UserMistake(
                    "cannot write " + target + ": " + Download.reason(refused)
                            + "; choose a folder with --to that you may write to",
                    refused);
        }
    }

    private static String digest(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return DigestUtils.sha256Hex(in);
        }
    }
}
