/**
 * Other systems that train on Spark, behind Kindling's data, evaluation and reports, to be compared with.
 */
@NullMarked
package dev.kindling.spark.baseline;

import org.jspecify.annotations.NullMarked;
