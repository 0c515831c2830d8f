/**
 * What turns an input into an embedding: the frozen part before an exact head.
 */
@NullMarked
package dev.kindling.encode;

import org.jspecify.annotations.NullMarked;
