package dev.kindling.jobs;

import dev.kindling.fault.UserMistake;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * What an exception means for the person at the terminal, in one line.
 *
 * @param exit code: 2 for what the user can put right, else 1
 */
record Failure(String message, int exit) {

    /** What Spark says of a job that runs while its context is stopped, of one that begins then, and of any other call. */
    private static final Pattern SHUT_DOWN =
            Pattern.compile("SparkContext was shut down|SparkContext has been shutdown|on a stopped SparkContext");

    /** A mistake that a task met arrives wrapped in Spark's own exceptions. */
    static Failure of(Throwable failed) {
        Throwable deepest = failed;
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof UserMistake mistake) {
                return new Failure(oneLine(mistake.getMessage()), CommandLine.ExitCode.USAGE);
            }
            deepest = cause;
        }
        return new Failure(message(deepest.toString()), CommandLine.ExitCode.SOFTWARE);
    }

    private static String message(String deepest) {
        if (SHUT_DOWN.matcher(deepest).find()) {
            // By the user's interrupt, as a rule.
            return "stopped before its end; a run goes on from its newest checkpoint with --resume";
        }
        // Spark tells of a task's error in the text of its own exception.
        String cure = deepest.contains(OutOfMemoryError.class.getName())
                ? "give more memory, e.g. KINDLING_MEMORY=8g (default 4g)"
                : "--debug shows where";
        return "failed: " + deepest.lines().findFirst().orElse("") + "; " + cure;
    }

    private static String oneLine(@Nullable String message) {
        return String.valueOf(message).replaceAll("\\s+", " ").trim();
    }
}
