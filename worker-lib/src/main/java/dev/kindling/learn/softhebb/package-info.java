/** Convolutions that find features by a soft competition of their channels, without labels and without gradients. */
@NullMarked
package dev.kindling.learn.softhebb;

import org.jspecify.annotations.NullMarked;
