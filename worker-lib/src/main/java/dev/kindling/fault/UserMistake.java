package dev.kindling.fault;

import java.util.regex.Pattern;

/**
 * Something the user can put right: a wrong key, a damaged file, a value out of range. Its message is one line that says
 * what, expected, actual, where and the cure; the command line prints it alone and exits with 2.
 */
public final class UserMistake extends RuntimeException {

    private static final long serialVersionUID = 1;

    private static final Pattern FOREIGN = Pattern.compile("[\\s\\p{Cntrl}\\u0085\\u2028\\u2029]+");

    /** What stands in the message may be foreign: each run of white space and control characters in it becomes one blank. */
    public UserMistake(String message) {
        super(oneLine(message));
    }

    /** The same with what led to it. */
    public UserMistake(String message, Throwable cause) {
        super(oneLine(message), cause);
    }

    private static String oneLine(String message) {
        return FOREIGN.matcher(message).replaceAll(" ").trim();
    }

    /** "{what}: expected {expected}, found {actual}, in {where}; {cure}". */
    public static UserMistake of(String what, Object expected, Object actual, Object where, String cure) {
        return new UserMistake(what + ": expected " + expected + ", found " + actual + ", in " + where + "; " + cure);
    }

    /** Checks a setting; {@code range} reads like "in (0, 1]". */
    public static void requireRange(boolean holds, String key, String range, Object actual) {
        if (!holds) {
            throw new UserMistake(key + " must be " + range + " but was " + actual);
        }
    }
}
