/**
 * Networks of layers over images: what a layer is, where its parameters lie, and one thread's pass through it. Between
 * layers an image is channels last: {@code [rows, height, width, channels]} row-major.
 */
@NullMarked
package dev.kindling.network;

import org.jspecify.annotations.NullMarked;
