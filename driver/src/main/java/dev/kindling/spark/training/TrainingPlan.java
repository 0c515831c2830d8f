package dev.kindling.spark.training;

import dev.kindling.fault.UserMistake;

/**
 * How a run goes on.
 *
 * @param seed the run's seed
 * @param rounds rounds of the whole run
 * @param cohort clients in a round
 * @param evaluateEvery rounds between evaluations; the last round is always evaluated
 */
public record TrainingPlan(long seed, int rounds, int cohort, int evaluateEvery) {

    public TrainingPlan {
        UserMistake.requireRange(rounds >= 1, "rounds", "at least 1", rounds);
        UserMistake.requireRange(cohort >= 1, "cohort", "at least 1", cohort);
        UserMistake.requireRange(evaluateEvery >= 1, "evaluate-every", "at least 1", evaluateEvery);
    }

    /** Whether the model is measured after this round, counted from 1. */
    public boolean evaluates(int round) {
        return round % evaluateEvery == 0 || round == rounds;
    }

    /** "round 3 of 60", for a round counted from 1. */
    String name(int round) {
        return "round " + round + " of " + rounds;
    }
}
