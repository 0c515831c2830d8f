package dev.kindling.spark.continual;

import dev.kindling.spark.round.Rounds;

/** Hears how a run goes; experiences and rounds of an experience count from 0. */
public interface ContinualListener {

    default void roundFinished(int experience, int round, Rounds.Outcome outcome) {}

    default void experienceFinished(int experience, ContinualState state) {}
}
