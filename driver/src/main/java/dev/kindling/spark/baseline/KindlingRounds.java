package dev.kindling.spark.baseline;

/** Kindling itself: rounds of the run's algorithm. */
public record KindlingRounds() implements TrainingSystem {}
