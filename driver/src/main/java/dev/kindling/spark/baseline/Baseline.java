package dev.kindling.spark.baseline;

import dev.kindling.learn.Learner;
import dev.kindling.spark.training.RoundListener;
import dev.kindling.spark.training.RunState;
import dev.kindling.spark.training.TrainingPlan;

/** A system that trains a network of ours its own way. It has no checkpoints, and its results may depend on the cluster. */
public non-sealed interface Baseline extends TrainingSystem {

    /**
     * Refuses what this system cannot train, before any data is read.
     *
     * @throws dev.kindling.fault.UserMistake if it cannot, or its classes are missing
     */
    void requireTrains(Learner learner);

    /**
     * Trains.
     *
     * @param plan its rounds are passes or iterations, as the system counts
     * @param start Kindling's fresh model, for systems that can begin with it
     * @param listener told of each round, though perhaps only after the last
     * @return the model, and the rounds that were made
     */
    RunState train(BaselineTask task, TrainingPlan plan, RunState start, RoundListener listener);
}
