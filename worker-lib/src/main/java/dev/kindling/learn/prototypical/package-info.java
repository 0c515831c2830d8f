/**
 * Prototypical networks (Snell, Swersky, Zemel 2017): encoders trained so that a class lies around the mean of a few of
 * its examples.
 */
@NullMarked
package dev.kindling.learn.prototypical;

import org.jspecify.annotations.NullMarked;
