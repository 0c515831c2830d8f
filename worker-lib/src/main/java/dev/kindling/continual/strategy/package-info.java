/**
 * What a model does against forgetting: strategies, what each keeps between experiences, and how that merges.
 */
@NullMarked
package dev.kindling.continual.strategy;

import org.jspecify.annotations.NullMarked;
