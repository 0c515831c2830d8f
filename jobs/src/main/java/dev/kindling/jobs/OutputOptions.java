package dev.kindling.jobs;

import java.io.PrintWriter;
import java.io.Writer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What a training prints while it runs. */
final class OutputOptions {

    @ArgGroup(exclusive = true)
    private @Nullable Choice choice;

    private static final class Choice {

        @Option(names = "--quiet", description = "Prints nothing but errors.")
        private boolean quiet;

        @Option(
                names = "--json",
                description = "Prints lines of JSON: one for each round or experience as it ends, and the summary.")
        private boolean json;
    }

    boolean quiet() {
        return choice != null && choice.quiet;
    }

    boolean json() {
        return choice != null && choice.json;
    }

    /** Where a table for people goes: nowhere if it was not asked for. */
    PrintWriter table(PrintWriter out) {
        return choice == null ? out : new PrintWriter(Writer.nullWriter());
    }

    /** Where lines of JSON go. */
    PrintWriter lines(PrintWriter out) {
        return json() ? out : new PrintWriter(Writer.nullWriter());
    }
}
