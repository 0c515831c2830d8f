package dev.kindling.federated;

import dev.kindling.data.augment.Augmentation;
import dev.kindling.fault.UserMistake;
import dev.kindling.learn.Problem;
import dev.kindling.learn.Trainable;
import dev.kindling.merge.MeanUpdate;
import dev.kindling.nn.Optimizer;
import dev.kindling.nn.Parameters;
import dev.kindling.nn.Sgd;

/**
 * Federated averaging (McMahan et al. 2017, algorithm 1): every client of the cohort trains for some epochs from the
 * global model, and the global model moves by the weighted mean of what they changed. With every client in every round
 * it is data-parallel training with periodic averaging, the clients being its virtual workers.
 *
 * @param epochs passes over a client's examples a round (E)
 * @param batch examples a step (B); a last, smaller batch is kept
 * @param optimizer the clients' optimiser; its moments start at zero in every round
 * @param schedule factor of its rate over the rounds
 * @param weighting how much a client counts
 * @param serverRate factor of the mean update, 1 for the plain algorithm
 * @param augment what becomes of a minibatch's examples before each step
 */
public record FedAvg(
        int epochs,
        int batch,
        Optimizer optimizer,
        Schedule schedule,
        Weighting weighting,
        double serverRate,
        Augmentation augment)
        implements FederatedMethod {

    public FedAvg {
        UserMistake.requireRange(epochs >= 1, "epochs", "at least 1", epochs);
        UserMistake.requireRange(batch >= 1, "batch", "at least 1", batch);
        UserMistake.requireRange(
                serverRate > 0 && serverRate < Double.POSITIVE_INFINITY, "server-rate", "in (0, infinity)", serverRate);
    }

    /** Examples as they are. */
    public FedAvg(
            int epochs, int batch, Optimizer optimizer, Schedule schedule, Weighting weighting, double serverRate) {
        this(epochs, batch, optimizer, schedule, weighting, serverRate, new Augmentation.None());
    }

    /** E = 1, B = 10, plain SGD at 0.1, weighted by examples. */
    public static FedAvg defaults() {
        return new FedAvg(1, 10, Sgd.of(0.1), new Schedule.Constant(), Weighting.BY_EXAMPLE, 1);
    }

    @Override
    public LocalTraining training(Trainable learner, Problem problem) {
        augment.requireFits(problem.input());
        return new LocalEpochs(this, learner, problem);
    }

    @Override
    public ServerUpdate<MeanUpdate> server() {
        return (global, merged, context) -> move(global, merged, serverRate);
    }

    /** global + rate x mean update, rounded to float32 once. */
    static Parameters move(Parameters global, MeanUpdate merged, double rate) {
        float[] moved = new float[global.size()];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = (float) (global.values()[i] + rate * merged.values()[i]);
        }
        return new Parameters(global.layout(), moved);
    }
}
