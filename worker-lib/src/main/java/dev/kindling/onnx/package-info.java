/**
 * Models as ONNX files.
 */
@NullMarked
package dev.kindling.onnx;

import org.jspecify.annotations.NullMarked;
