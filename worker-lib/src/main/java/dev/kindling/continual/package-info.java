/**
 * Learning that goes on: scenarios that say who sees what and when, and metrics of what is learnt, kept and forgotten. Plans are
 * pure functions of labels, groups and a seed; metrics are counts that add and subtract exactly.
 */
@NullMarked
package dev.kindling.continual;

import org.jspecify.annotations.NullMarked;
