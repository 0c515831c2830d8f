/**
 * Two networks in opposite directions that teach each other layer by layer (Kao, Hariharan 2024, arXiv:2409.19841).
 */
@NullMarked
package dev.kindling.learn.countercurrent;

import org.jspecify.annotations.NullMarked;
