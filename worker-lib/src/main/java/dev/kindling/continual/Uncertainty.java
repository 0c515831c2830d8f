package dev.kindling.continual;

/** How unsure the model of the moment is about examples that nobody has seen yet. */
@FunctionalInterface
public interface Uncertainty {

    /**
     * One score an example, larger where the model is less sure; finite.
     *
     * @param mission the mission that asks
     * @param examples candidates, ascending
     */
    double[] of(int mission, int[] examples);
}
