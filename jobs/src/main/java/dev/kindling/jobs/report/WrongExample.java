package dev.kindling.jobs.report;

/**
 * A test example the model gets wrong.
 *
 * @param score what the model gave its prediction; NaN if it gives none
 */
public record WrongExample(Pixels image, String trueClass, String predicted, double score) {}
