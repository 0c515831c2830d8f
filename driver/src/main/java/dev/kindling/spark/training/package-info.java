/**
 * The loop over rounds, its reports and its listeners.
 */
@NullMarked
package dev.kindling.spark.training;

import org.jspecify.annotations.NullMarked;
