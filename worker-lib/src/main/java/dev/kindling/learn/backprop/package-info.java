/**
 * The baseline: a multilayer perceptron trained by backpropagation.
 */
@NullMarked
package dev.kindling.learn.backprop;

import org.jspecify.annotations.NullMarked;
