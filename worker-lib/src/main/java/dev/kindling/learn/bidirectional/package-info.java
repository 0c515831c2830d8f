/** One set of weights used in both directions: up it tells classes apart, down it draws them. */
@NullMarked
package dev.kindling.learn.bidirectional;

import org.jspecify.annotations.NullMarked;
