package dev.kindling.jobs;

import dev.kindling.fault.UserMistake;

/**
 * What an exception means for the person at the terminal, in one line.
 *
 * @param isMistake whether the user can put it right
 */
record Failure(String message, boolean isMistake) {

    /** A mistake that a task met arrives wrapped in Spark's own exceptions. */
    static Failure of(Throwable failed) {
        Throwable deepest = failed;
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof UserMistake mistake) {
                return new Failure(oneLine(mistake.getMessage()), true);
            }
            deepest = cause;
        }
        return new Failure("failed: " + deepest.toString().lines().findFirst().orElse(""), false);
    }

    private static String oneLine(@org.jspecify.annotations.Nullable String message) {
        return String.valueOf(message).replaceAll("\\s+", " ").trim();
    }
}
