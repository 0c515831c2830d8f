/**
 * Reduce stages that give the same bits whatever order things arrive in.
 */
@NullMarked
package dev.kindling.spark.reduce;

import org.jspecify.annotations.NullMarked;
