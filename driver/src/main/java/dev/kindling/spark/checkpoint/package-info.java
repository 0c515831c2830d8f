/**
 * Checkpoints that are whole or absent.
 */
@NullMarked
package dev.kindling.spark.checkpoint;

import org.jspecify.annotations.NullMarked;
