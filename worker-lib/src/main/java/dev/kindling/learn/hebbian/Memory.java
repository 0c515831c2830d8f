package dev.kindling.learn.hebbian;

/** What is stored, as it acts on a state. Owns its buffers; used by one thread. */
@FunctionalInterface
public interface Memory {

    /**
     * Writes the state that follows when all entries move at once.
     *
     * @param state {@code [N]}, only read
     * @param next {@code [N]}, another array
     */
    void step(double[] state, double[] next);

    /** Moves {@code state} until it stays as it is, at most {@code steps} times; returns the steps taken. */
    default int retrieve(double[] state, int steps) {
        double[] next = new double[state.length];
        for (int step = 0; step < steps; step++) {
            step(state, next);
            if (java.util.Arrays.equals(state, next)) {
                return step;
            }
            System.arraycopy(next, 0, state, 0, state.length);
        }
        return steps;
    }
}
