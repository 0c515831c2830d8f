package dev.kindling.learn.contrastive;

import dev.kindling.nn.Parameters;

/**
 * A model whose relations between samples and prototypes a new one shall keep.
 *
 * @param model of the same layout
 * @param beta weight of the relations, at least 0
 * @param temperature that scores are divided by, above 0
 * @param over what each distribution is over
 */
public record Predecessor(Parameters model, double beta, double temperature, Relation over) {}
