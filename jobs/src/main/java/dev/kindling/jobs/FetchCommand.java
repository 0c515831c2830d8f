package dev.kindling.jobs;

import dev.kindling.fault.UserMistake;
import dev.kindling.jobs.fetch.Fetch;
import dev.kindling.jobs.fetch.PublishedSet;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kindling data fetch NAME}: downloads a published data set and checks every byte of it. */
@Command(
        name = "fetch",
        mixinStandardHelpOptions = true,
        description = "Downloads a data set, checks its SHA-256 digests, and skips files that are there already.")
final class FetchCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "mnist, fashion-mnist or omniglot.")
    private String name = "";

    @Option(
            names = "--to",
            paramLabel = "DIR",
            description = "Folder for the files; default NAME in the folder that KINDLING_DATA names, else in data.")
    private @Nullable Path to;

    @Option(names = "--from", paramLabel = "URL", description = "Folder to download from, instead of a public mirror.")
    private @Nullable String from;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PublishedSet set = PublishedSet.named(name);
        Path folder = to == null ? Path.of(DataFolder.local(), name) : to;
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Fetch.over(source(set)).all(set.files(), folder, line -> {
            out.println(line);
            out.flush();
        });
        out.println(name + " is in " + folder);
        return 0;
    }

    private URI source(PublishedSet set) {
        String address = from == null ? set.mirror() : from;
        try {
            URI uri = URI.create(address.endsWith("/") ? address : address + "/");
            if ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) {
                return uri;
            }
        } catch (IllegalArgumentException malformed) {
            throw new UserMistake("--from must be an address but was " + address, malformed);
        }
        throw new UserMistake("--from must begin with http:// or https:// but was " + address);
    }
}
