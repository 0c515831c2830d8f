package dev.kindling.spark.training;

import dev.kindling.spark.round.Rounds;
import org.apache.spark.api.java.JavaSparkContext;

/** A task trains the whole model on its clients; one merge a round. */
record AllTogether(JavaSparkContext spark, Rounds rounds) implements RoundSchedule {

    @Override
    public Trained round(TrainingPlan plan, RunState before) {
        int round = before.round();
        String label = plan.name(round + 1) + ": train " + plan.cohort() + " clients";
        return Trained.of(RoundJobs.during(
                spark, label, () -> rounds.run(before.model(), plan.seed(), round, plan.rounds(), plan.cohort())));
    }
}
