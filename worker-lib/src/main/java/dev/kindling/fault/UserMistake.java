package dev.kindling.fault;

/**
 * Something the user can put right: a wrong key, a damaged file, a value out of range. Its message is one line that says
 * what, expected, actual, where and the cure; the command line prints it alone and exits with 2.
 */
public final class UserMistake extends RuntimeException {

    private static final long serialVersionUID = 1;

    public UserMistake(String message) {
        super(message);
    }

    public UserMistake(String message, Throwable cause) {
        super(message, cause);
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
