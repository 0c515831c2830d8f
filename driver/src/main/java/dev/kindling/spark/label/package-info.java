/**
 * What Spark calls the jobs and stages of a run.
 */
@NullMarked
package dev.kindling.spark.label;

import org.jspecify.annotations.NullMarked;
