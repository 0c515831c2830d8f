/**
 * Measures that merge exactly.
 */
@NullMarked
package dev.kindling.metric;

import org.jspecify.annotations.NullMarked;
