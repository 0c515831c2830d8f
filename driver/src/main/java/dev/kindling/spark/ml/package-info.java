/**
 * Kindling's learners as estimators of Spark ML.
 */
@NullMarked
package dev.kindling.spark.ml;

import org.jspecify.annotations.NullMarked;
