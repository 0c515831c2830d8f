package dev.kindling.continual.strategy;

import dev.kindling.federated.LocalTraining;
import dev.kindling.learn.GradientLearner;
import dev.kindling.learn.Problem;
import dev.kindling.nn.Layout;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** What is kept from one experience to the next, and how it comes from many clients: as exact sums or as items with the highest keys. */
public interface Keeping extends Serializable {

    /**
     * What a model consists of while an experience lasts: the network's tensors, and behind them what is summed up on the way. Those
     * begin at zero in every experience and merge as parameters do.
     */
    default Layout layout(Layout network) {
        return network;
    }

    /**
     * What each client measures with the model of the experience's end, one value a parameter in place of a trained model;
     * the mean over examples is the exact weighted mean. Null if nothing is measured.
     */
    default @Nullable LocalTraining measurement(GradientLearner network, Problem problem) {
        return null;
    }

    /**
     * Which of an experience's examples are gathered at its end; null for none.
     *
     * @param classesSeen number of classes seen up to and with this experience
     */
    default @Nullable Reservoir reservoir(int classesSeen) {
        return null;
    }

    /** Most examples that are ever kept, 0 for none. */
    default int capacity() {
        return 0;
    }

    /** What the next experience begins with: a pure function of its argument. */
    Carried after(ExperienceEnd end);
}
