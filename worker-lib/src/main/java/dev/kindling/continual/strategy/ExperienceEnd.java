package dev.kindling.continual.strategy;

import dev.kindling.learn.GradientLearner;
import dev.kindling.learn.Problem;
import dev.kindling.nn.Parameters;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * All that is known when an experience ends.
 *
 * @param network what was trained
 * @param problem its inputs and classes
 * @param before what the experience began with
 * @param classesSeen all classes seen so far
 * @param trained the model, laid out as {@link Keeping#layout} says
 * @param measured what clients measured, null if nothing was
 * @param gathered the examples gathered, none if there is no reservoir
 */
public record ExperienceEnd(
        GradientLearner network,
        Problem problem,
        Carried before,
        int classesSeen,
        Parameters trained,
        @Nullable Parameters measured,
        Memory gathered) {

    /** The network's part of the model. */
    public Parameters model() {
        return part(0);
    }

    /** What lies behind the network's tensors, one value a parameter of the network. */
    Parameters path() {
        return part(before.model().size());
    }

    private Parameters part(int from) {
        int size = before.model().size();
        return new Parameters(before.model().layout(), Arrays.copyOfRange(trained.values(), from, from + size));
    }
}
