package dev.kindling.spark.training;

import dev.kindling.nn.Parameters;

/** How good a model is. */
@FunctionalInterface
public interface ModelMeasure {

    /** In [0, 1]; not rounded. */
    double accuracy(Parameters model);
}
