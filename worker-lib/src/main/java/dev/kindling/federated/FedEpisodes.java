package dev.kindling.federated;

import dev.kindling.fault.UserMistake;
import dev.kindling.learn.Problem;
import dev.kindling.learn.Trainable;
import dev.kindling.merge.MeanUpdate;
import dev.kindling.nn.Adam;
import dev.kindling.nn.Optimizer;

/**
 * Federated averaging whose clients draw episodes instead of shuffled minibatches: some classes of their own, and
 * some examples of each (Vinyals et al. 2016). The classes of an episode are always one client's.
 *
 * @param episodes steps of a client in a round
 * @param ways classes of an episode
 * @param perClass examples of each class in an episode, support and queries together
 * @param optimizer the clients' optimiser; its moments start at zero in every round
 * @param schedule factor of its rate over the rounds
 */
public record FedEpisodes(int episodes, int ways, int perClass, Optimizer optimizer, Schedule schedule)
        implements FederatedMethod {

    public FedEpisodes {
        UserMistake.requireRange(episodes >= 1, "episodes", "at least 1", episodes);
        UserMistake.requireRange(ways >= 2, "ways", "at least 2", ways);
        UserMistake.requireRange(perClass >= 2, "per-class", "at least 2", perClass);
        Math.multiplyExact(ways, perClass);
    }

    /** 60 ways of 1 + 5 examples (Snell et al. 2017, section 3.1), ten episodes a round, Adam at 0.001. */
    public static FedEpisodes defaults() {
        return new FedEpisodes(10, 60, 6, Adam.of(0.001), new Schedule.Constant());
    }

    /** Examples of an episode. */
    int rows() {
        return ways * perClass;
    }

    @Override
    public LocalTraining training(Trainable learner, Problem problem) {
        return new LocalEpisodes(this, learner, problem);
    }

    @Override
    public ServerUpdate<MeanUpdate> server() {
        return (global, merged, context) -> FedAvg.move(global, merged, 1);
    }
}
