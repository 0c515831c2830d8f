package dev.kindling.spark.continual;

import dev.kindling.continual.TestAnswers;
import dev.kindling.spark.round.Rounds;

/** Hears how a run goes; experiences and rounds of an experience count from 0. */
public interface ContinualListener {

    default void roundFinished(int experience, int round, Rounds.Outcome outcome) {}

    /** Clients have sent so many bytes to be merged: updates, measurements, or the examples that were kept. */
    default void sent(int experience, long bytes) {}

    /** The test examples of every domain were asked; {@code experience} -1 is the fresh network. */
    default void measured(int experience, TestAnswers answers) {}

    default void experienceFinished(int experience, ContinualState state) {}
}
