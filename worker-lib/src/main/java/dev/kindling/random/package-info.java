/**
 * Random streams that belong to a unit of work, never to a thread or a partition.
 */
@NullMarked
package dev.kindling.random;

import org.jspecify.annotations.NullMarked;
