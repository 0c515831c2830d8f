/**
 * Rules by which the updates of a round's clients become one: sums, and rules that are no sums.
 */
@NullMarked
package dev.kindling.aggregation;

import org.jspecify.annotations.NullMarked;
