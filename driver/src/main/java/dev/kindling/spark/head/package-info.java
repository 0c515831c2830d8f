/**
 * What exact heads learn from cached clients.
 */
@NullMarked
package dev.kindling.spark.head;

import org.jspecify.annotations.NullMarked;
