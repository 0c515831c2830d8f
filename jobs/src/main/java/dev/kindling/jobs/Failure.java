package dev.kindling.jobs;

import dev.kindling.fault.RunFailure;
import dev.kindling.fault.UserMistake;
import dev.kindling.jobs.redact.Redaction;
import dev.kindling.spark.round.ClientFailure;
import dev.kindling.spark.training.RoundFailure;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * What an exception means for the person at the terminal, in one line without secrets.
 *
 * @param exit code: 2 for what the user can put right, else 1
 */
record Failure(String message, int exit) {

    /** What Spark says of a job that runs while its context is stopped, of one that begins then, and of any other call. */
    private static final Pattern SHUT_DOWN =
            Pattern.compile("SparkContext was shut down|SparkContext has been shutdown|on a stopped SparkContext");

    /** How Spark tells of a task's failure where it has no exception of it, as when its executor died. */
    private static final Pattern LOST_TASK = Pattern.compile(
            "Job aborted due to stage failure: .*Lost task \\S+ in stage \\S+ \\(TID \\d+\\) \\(([^)]*)\\): (.*)");

    /** A mistake that a task met arrives wrapped in Spark's own exceptions, and so does what a client threw. */
    static Failure of(Throwable failed) {
        Throwable deepest = failed;
        String round = "";
        String client = "";
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof UserMistake mistake) {
                String where = client.isEmpty() ? "" : " (" + client + ")";
                return new Failure(shown(mistake.getMessage() + where), CommandLine.ExitCode.USAGE);
            }
            if (cause instanceof RoundFailure found) {
                round = found.place();
            } else if (cause instanceof ClientFailure found) {
                client = found.place();
            }
            if (cause instanceof RunFailure failure) {
                return new Failure(shown(failure.getMessage()), CommandLine.ExitCode.SOFTWARE);
            }
            deepest = cause;
        }
        String place = client.isEmpty() ? round : client;
        return new Failure(shown(message(deepest, place)), CommandLine.ExitCode.SOFTWARE);
    }

    /** Whether Spark says so because its context has been stopped. */
    static boolean isShutDown(Throwable failed) {
        return SHUT_DOWN.matcher(failed.toString()).find();
    }

    private static String message(Throwable deepest, String place) {
        String all = deepest.toString();
        if (isShutDown(deepest)) {
            // By the user's interrupt, as a rule.
            return "stopped before its end; a run goes on from its newest checkpoint with --resume";
        }
        String line = all.lines().findFirst().orElse("");
        Matcher lost = LOST_TASK.matcher(line);
        String reason = lost.find() ? lost.group(2) + ", on " + lost.group(1) : line;
        return "failed" + (place.isEmpty() ? "" : " in " + place) + ": " + reason + "; " + cure(all);
    }

    private static String cure(String deepest) {
        // Spark tells of a task's error in the text of its own exception.
        if (deepest.contains(OutOfMemoryError.class.getName())) {
            return "give more memory, e.g. KINDLING_MEMORY=8g (default 4g)";
        }
        return deepest.contains("ExecutorLostFailure")
                ? "the executor's log says more; if it ran out of memory, give --executor-memory"
                : "--debug shows where";
    }

    private static String shown(@Nullable String message) {
        return Redaction.ofProcess()
                .text(String.valueOf(message).replaceAll("\\s+", " ").trim());
    }
}
