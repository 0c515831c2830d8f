/**
 * Blocks that each learn to take noise off the label's embedding, by themselves (Li, Teh, Pascanu 2025, arXiv:2503.24322).
 */
@NullMarked
package dev.kindling.learn.noprop;

import org.jspecify.annotations.NullMarked;
