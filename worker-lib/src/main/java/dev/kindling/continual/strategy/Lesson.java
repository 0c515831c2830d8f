package dev.kindling.continual.strategy;

import dev.kindling.learn.GradientLearner;
import dev.kindling.learn.Problem;

/**
 * What a strategy works with in a task.
 *
 * @param network what is trained
 * @param problem its inputs and all classes there will ever be
 * @param capacity most examples in a batch
 * @param carried what is left of the experiences before
 */
public record Lesson(GradientLearner network, Problem problem, int capacity, Carried carried) {}
