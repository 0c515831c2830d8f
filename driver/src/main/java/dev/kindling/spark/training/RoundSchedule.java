package dev.kindling.spark.training;

/** One run's rounds under a schedule. Closed with the run: what it keeps on the cluster goes with it. */
interface RoundSchedule extends AutoCloseable {

    /** The round after {@code before}: the whole model as it is then, and what it took. */
    Trained round(TrainingPlan plan, RunState before);

    @Override
    default void close() {}
}
