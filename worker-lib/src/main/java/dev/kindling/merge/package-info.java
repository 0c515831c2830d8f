/**
 * Exact merging: 64-bit fixed point, added in the ring of integers modulo 2^64.
 */
@NullMarked
package dev.kindling.merge;

import org.jspecify.annotations.NullMarked;
