/**
 * What a running training shows to those who watch it: figures in Spark's metrics, lines in its logs.
 */
@NullMarked
package dev.kindling.spark.observe;

import org.jspecify.annotations.NullMarked;
