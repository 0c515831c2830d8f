package dev.kindling.jobs.doctor;

/**
 * One thing that was looked at.
 *
 * @param name what
 * @param state how it is
 * @param text what was found, and the cure where it is not well
 */
public record Finding(String name, State state, String text) {

    /** How something is. */
    public enum State {
        /** As it should be. */
        GOOD,
        /** Trainings run, but slower or not all of them. */
        NOTE,
        /** Trainings fail. */
        BAD
    }

    static Finding good(String name, String text) {
        return new Finding(name, State.GOOD, text);
    }

    static Finding note(String name, String text) {
        return new Finding(name, State.NOTE, text);
    }

    static Finding bad(String name, String text) {
        return new Finding(name, State.BAD, text);
    }
}
