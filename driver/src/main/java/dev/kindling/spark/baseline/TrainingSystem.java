package dev.kindling.spark.baseline;

import java.io.Serializable;

/** Who trains a run's model. What is trained is the learner's business, whoever does it. */
public sealed interface TrainingSystem extends Serializable permits KindlingRounds, Baseline {}
