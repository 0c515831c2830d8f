/**
 * Row-major float32 matrices on plain arrays and the matrix product behind every layer.
 */
@NullMarked
package dev.kindling.tensor;

import org.jspecify.annotations.NullMarked;
