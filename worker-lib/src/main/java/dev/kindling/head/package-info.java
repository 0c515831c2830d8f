/**
 * Classifiers over embeddings whose every parameter is a function of sums over examples: sums add and subtract exactly, so the
 * order of examples, clients and tasks leaves no trace, and what is taken out was never there.
 */
@NullMarked
package dev.kindling.head;

import org.jspecify.annotations.NullMarked;
