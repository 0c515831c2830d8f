package dev.kindling.spark.baseline;

import dev.kindling.fault.UserMistake;
import dev.kindling.learn.Learner;
import dev.kindling.spark.dl4j.Dl4jJar;
import dev.kindling.spark.dl4j.ParameterAveraging;
import dev.kindling.spark.training.RoundListener;
import dev.kindling.spark.training.RoundReport;
import dev.kindling.spark.training.RunState;
import dev.kindling.spark.training.TrainingPlan;
import org.jspecify.annotations.Nullable;

/**
 * Deeplearning4j's parameter averaging on Spark. A round is one pass over all training examples. It begins with Kindling's
 * fresh weights and trains with plain gradient descent, one worker a core of the cluster; who holds which example does not
 * matter to it.
 *
 * @param batch examples in a minibatch
 * @param averagingFrequency minibatches that a worker trains between two averagings
 * @param rate of gradient descent
 */
public record Dl4jParameterAveraging(int batch, int averagingFrequency, double rate) implements Baseline {

    private static final String NAME = "dl4j-parameter-averaging";

    public Dl4jParameterAveraging {
        UserMistake.requireRange(batch >= 1, "batch", "at least 1", batch);
        UserMistake.requireRange(averagingFrequency >= 1, "averaging-frequency", "at least 1", averagingFrequency);
        UserMistake.requireRange(rate > 0 && Double.isFinite(rate), "rate", "above 0", rate);
    }

    /** Minibatches of 32, averaged every 5, rate 0.1. */
    public static Dl4jParameterAveraging defaults() {
        return new Dl4jParameterAveraging(32, 5, 0.1);
    }

    @Override
    public void requireTrains(Learner learner) {
        BaselineTask.requirePerceptron(NAME, learner);
        Dl4jJar.require("trainer = " + NAME);
    }

    @Override
    public RunState train(BaselineTask task, TrainingPlan plan, RunState start, RoundListener listener) {
        int workers = task.spark().defaultParallelism();
        ParameterAveraging training = new ParameterAveraging(
                task.spark(),
                task.clients().rdd(),
                start.model(),
                task.perceptron().activation(),
                new ParameterAveraging.Settings(workers, batch, averagingFrequency, rate),
                plan.seed());
        RunState state = start;
        while (state.round() < plan.rounds()) {
            int round = state.round() + 1;
            task.spark().setJobDescription("pass " + round + " of " + plan.rounds() + ": Deeplearning4j");
            long began = System.nanoTime();
            double loss = training.pass();
            double trained = seconds(began);
            state = new RunState(round, training.model());
            began = System.nanoTime();
            Double accuracy = plan.evaluates(round) ? Double.valueOf(task.accuracy(state.model())) : null;
            double evaluated = accuracy == null ? 0 : seconds(began);
            listener.roundFinished(report(task, state, workers, loss, accuracy, trained, evaluated), state);
        }
        task.spark().setJobDescription(null);
        return state;
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }

    private RoundReport report(
            BaselineTask task,
            RunState state,
            int workers,
            double loss,
            @Nullable Double accuracy,
            double trained,
            double evaluated) {
        long averagings = Math.max(1, task.examples() / ((long) workers * batch * averagingFrequency));
        long bytes = averagings * workers * Float.BYTES * state.model().size();
        return new RoundReport(
                state.round(),
                workers,
                workers,
                0,
                task.examples(),
                loss,
                accuracy,
                bytes,
                bytes,
                0,
                new RoundReport.Seconds(0, trained, null, 0, evaluated),
                Double.NaN,
                RoundReport.Absent.NONE);
    }
}
