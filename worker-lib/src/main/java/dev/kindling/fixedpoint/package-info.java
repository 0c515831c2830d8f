/**
 * 64-bit fixed point: how a real number becomes an integer that adds exactly.
 */
@NullMarked
package dev.kindling.fixedpoint;

import org.jspecify.annotations.NullMarked;
