package dev.kindling.spark.continual;

import dev.kindling.continual.AccuracyMatrix;
import dev.kindling.continual.strategy.Carried;

/**
 * Where a run stands between two experiences: all that it needs to go on.
 *
 * @param carried the model and what the strategy keeps; {@code carried.experiences()} are behind
 * @param accuracy of every task after every experience behind and before the first one
 */
public record ContinualState(Carried carried, AccuracyMatrix accuracy) {}
