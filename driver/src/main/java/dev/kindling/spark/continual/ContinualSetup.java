package dev.kindling.spark.continual;

import dev.kindling.aggregation.Aggregation;
import dev.kindling.continual.Domain;
import dev.kindling.continual.DomainIncremental;
import dev.kindling.continual.Scenario;
import dev.kindling.continual.ScenarioPlan;
import dev.kindling.continual.strategy.Strategy;
import dev.kindling.fault.UserMistake;
import dev.kindling.federated.FederatedMethod;
import dev.kindling.learn.GradientLearner;
import dev.kindling.learn.Problem;
import dev.kindling.spark.round.RoundRules;

/**
 * What is learnt, in which order, and how.
 *
 * @param network what is trained
 * @param problem its inputs and all classes there will ever be
 * @param strategy what it does against forgetting
 * @param method how clients train and what the server does; schedules run over all experiences
 * @param aggregation how updates become one
 * @param rules what becomes of clients that fail
 * @param scenario the scenario, for what its domains do to images
 * @param plan its plan: tasks as many as experiences, no base
 * @param seed the run's seed, that the plan was made with
 * @param rounds rounds in an experience, at least 1
 * @param cohort most clients in a round, 0 for all that are present
 */
public record ContinualSetup(
        GradientLearner network,
        Problem problem,
        Strategy strategy,
        FederatedMethod method,
        Aggregation aggregation,
        RoundRules rules,
        Scenario scenario,
        ScenarioPlan plan,
        long seed,
        int rounds,
        int cohort) {

    public ContinualSetup {
        UserMistake.requireRange(rounds >= 1, "rounds", "at least 1", rounds);
        UserMistake.requireRange(cohort >= 0, "cohort", "at least 0", cohort);
        require(plan.base().length == 0, "no base classes", "base classes", "set base-classes = 0");
        require(
                plan.tasks() == plan.experiences(),
                plan.experiences() + " tasks",
                plan.tasks(),
                "take a scenario with a task for each experience");
        require(
                !(scenario instanceof DomainIncremental domains) || !(domains.domain() instanceof Domain.Groups),
                "domains that the test split can be put into",
                "domains of groups",
                "take permuted-pixels or rotated-images");
    }

    private static void require(boolean holds, String expected, Object found, String cure) {
        if (!holds) {
            throw UserMistake.of("scenario of a strategy", expected, found, "the scenario", cure);
        }
    }
}
