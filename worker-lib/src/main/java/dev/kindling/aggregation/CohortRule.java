package dev.kindling.aggregation;

/**
 * A rule that is no sum: it needs the updates of the whole cohort side by side, so they go through a shuffle by slice of
 * the parameters. It takes each client as one, whatever its weight: a weight is the client's own claim.
 */
public sealed interface CohortRule extends Aggregation permits CoordinateRule, DistanceRule {}
