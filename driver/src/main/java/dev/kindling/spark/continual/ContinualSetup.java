package dev.kindling.spark.continual;

import dev.kindling.aggregation.Aggregation;
import dev.kindling.continual.strategy.Strategy;
import dev.kindling.fault.UserMistake;
import dev.kindling.federated.RoundMethod;
import dev.kindling.learn.GradientLearner;
import dev.kindling.spark.round.RoundRules;

/**
 * How it is learnt.
 *
 * @param network what is trained
 * @param strategy what it does against forgetting
 * @param method how clients train and what the server does; schedules run over all experiences
 * @param aggregation how updates become one
 * @param rules what becomes of clients that fail
 * @param seed the run's seed, that the course was made with
 * @param rounds rounds in an experience, at least 1
 * @param cohort most clients in a round, 0 for all that are present
 * @param evaluateEvery experiences between measurements, at least 1; the last one is always measured
 */
public record ContinualSetup(
        GradientLearner network,
        Strategy strategy,
        RoundMethod method,
        Aggregation aggregation,
        RoundRules rules,
        long seed,
        int rounds,
        int cohort,
        int evaluateEvery) {

    public ContinualSetup {
        UserMistake.requireRange(rounds >= 1, "rounds", "at least 1", rounds);
        UserMistake.requireRange(cohort >= 0, "cohort", "at least 0", cohort);
        UserMistake.requireRange(evaluateEvery >= 1, "evaluate-every", "at least 1", evaluateEvery);
    }
}
