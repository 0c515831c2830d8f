package dev.kindling.jobs;

import dev.kindling.fault.RunFailure;
import dev.kindling.fault.UserMistake;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * What an exception means for the person at the terminal, in one line.
 *
 * @param exit code: 2 for what the user can put right, else 1
 */
record Failure(String message, int exit) {

    private static final String SHUT_DOWN = "SparkContext was shut down";

    /** A mistake that a task met arrives wrapped in Spark's own exceptions. */
    static Failure of(Throwable failed) {
        Throwable deepest = failed;
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof UserMistake mistake) {
                return new Failure(oneLine(mistake.getMessage()), CommandLine.ExitCode.USAGE);
            }
            if (cause instanceof RunFailure failure) {
                return new Failure(oneLine(failure.getMessage()), CommandLine.ExitCode.SOFTWARE);
            }
            deepest = cause;
        }
        return new Failure(message(deepest.toString()), CommandLine.ExitCode.SOFTWARE);
    }

    private static String message(String deepest) {
        if (deepest.contains(SHUT_DOWN)) {
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
