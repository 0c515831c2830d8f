/** Singular value descent of local losses: the step that would bring the loss of every example of a minibatch to zero at once. */
@NullMarked
package dev.kindling.learn.sven;

import org.jspecify.annotations.NullMarked;
