/**
 * Measuring a model on held-out examples, in states that merge exactly.
 */
@NullMarked
package dev.kindling.evaluation;

import org.jspecify.annotations.NullMarked;
