package dev.kindling.evaluation;

import dev.kindling.fault.UserMistake;
import java.io.Serializable;

/** What a model's accuracy is the accuracy of. */
public sealed interface Measure extends Serializable {

    /** Of the class with the highest score, over all examples. */
    record ClassAccuracy() implements Measure {}

    /**
     * Of the nearest prototype in an encoder's space, over the queries of random episodes (Snell et al. 2017, section
     * 3.1): some classes, and of each a few examples whose mean is the prototype and some that are asked for.
     *
     * @param ways classes of an episode
     * @param shots examples a prototype is the mean of
     * @param queries examples of each class that are asked for
     * @param episodes how many; which ones is a function of the run's seed
     */
    record EpisodeAccuracy(int ways, int shots, int queries, int episodes) implements Measure {

        public EpisodeAccuracy {
            UserMistake.requireRange(ways >= 2, "ways", "at least 2", ways);
            UserMistake.requireRange(shots >= 1, "shots", "at least 1", shots);
            UserMistake.requireRange(queries >= 1, "queries", "at least 1", queries);
            UserMistake.requireRange(episodes >= 1, "episodes", "at least 1", episodes);
        }

        /** 5-way 1-shot, 15 queries a class, 1,000 episodes: as the paper measured on Omniglot. */
        public static EpisodeAccuracy defaults() {
            return new EpisodeAccuracy(5, 1, 15, 1000);
        }
    }
}
