/**
 * Forward-forward training: every layer learns by itself to be more active on real than on false examples.
 */
@NullMarked
package dev.kindling.learn.forwardforward;

import org.jspecify.annotations.NullMarked;
