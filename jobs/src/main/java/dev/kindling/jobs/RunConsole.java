package dev.kindling.jobs;

import dev.kindling.jobs.run.Summary;
import dev.kindling.spark.training.RoundListener;
import dev.kindling.spark.training.RoundReport;
import dev.kindling.spark.training.RunState;
import java.io.PrintWriter;

/** What a person, or a script, sees of a run. */
sealed interface RunConsole extends RoundListener, AutoCloseable
        permits RoundConsole, RunConsole.Lines, RunConsole.Silent {

    /** Says how the run ended. */
    void finish(Summary summary, String folder);

    @Override
    void close();

    /** As the options want it. */
    static RunConsole of(OutputOptions options, PrintWriter out, int rounds) {
        if (options.quiet()) {
            return new Silent();
        }
        return options.json() ? new Lines(new JsonLines(out)) : new RoundConsole(out, rounds);
    }

    /** Lines of JSON. */
    record Lines(JsonLines lines) implements RunConsole {

        @Override
        public void roundFinished(RoundReport report, RunState state) {
            lines.print("round", report);
        }

        @Override
        public void finish(Summary summary, String folder) {
            lines.printLast(summary, folder);
        }

        @Override
        public void close() {}
    }

    /** Nothing. */
    record Silent() implements RunConsole {

        @Override
        public void roundFinished(RoundReport report, RunState state) {}

        @Override
        public void finish(Summary summary, String folder) {}

        @Override
        public void close() {}
    }
}
