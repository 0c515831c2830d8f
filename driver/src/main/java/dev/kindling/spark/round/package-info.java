/**
 * One round: a cohort, a broadcast, client work, an exact merge, a server update.
 */
@NullMarked
package dev.kindling.spark.round;

import org.jspecify.annotations.NullMarked;
