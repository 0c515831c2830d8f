package dev.kindling.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Kindling's command line called in this process, in a folder of its own with a small experiment. */
final class CommandLineSession {

    static final String EXPERIMENT =
            """
            rounds = 4
            clients = 6
            cohort = 3
            checkpoint-every = 1
            data { type = glyphs, classes = 4, writers = 6, train-per-writer = 12, test-per-writer = 6 }
            learner { type = backprop, hidden = [8] }
            algorithm { type = fedavg, batch = 4, optimizer { type = sgd, rate = 0.3 } }
            """;

    private final Path folder;

    CommandLineSession(Path folder) throws IOException {
        this.folder = folder;
        Files.writeString(folder.resolve("small.conf"), EXPERIMENT);
    }

    /** What a person would see; {@code err} holds the log too. */
    record Answer(int exit, String out, String err) {}

    Path path(String name) {
        return folder.resolve(name);
    }

    String conf() {
        return path("small.conf").toString();
    }

    /** {@code run small.conf --out NAME} with two task threads. */
    Answer run(String out, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("run", conf(), "--out", path(out).toString()));
        arguments.addAll(List.of(more));
        if (!arguments.contains("--master")) {
            arguments.addAll(List.of("--master", "local[2]"));
        }
        return kindling(arguments.toArray(String[]::new));
    }

    static Answer kindling(String... arguments) {
        StringWriter out = new StringWriter();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream before = System.err;
        try (PrintStream all = new PrintStream(err, true, UTF_8)) {
            System.setErr(all);
            int exit = Kindling.execute(new PrintWriter(out), new PrintWriter(all, true, UTF_8), arguments);
            return new Answer(exit, out.toString(), err.toString(UTF_8));
        } finally {
            System.setErr(before);
        }
    }
}
