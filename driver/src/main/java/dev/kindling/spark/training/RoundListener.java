package dev.kindling.spark.training;

/** Told of every finished round, in order, on the thread that runs them. */
@FunctionalInterface
public interface RoundListener {

    void roundFinished(RoundReport report, RunState state);
}
