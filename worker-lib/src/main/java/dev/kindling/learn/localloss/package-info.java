/**
 * Blocks that each learn from a loss of their own (Nøkland, Eidnes 2019 and others): no gradient passes from block to block.
 */
@NullMarked
package dev.kindling.learn.localloss;

import org.jspecify.annotations.NullMarked;
