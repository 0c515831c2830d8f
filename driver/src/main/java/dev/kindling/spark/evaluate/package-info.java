/**
 * Measuring a model over a cached RDD.
 */
@NullMarked
package dev.kindling.spark.evaluate;

import org.jspecify.annotations.NullMarked;
