/**
 * What a model computes when it no longer learns, as operations that other libraries have too.
 */
@NullMarked
package dev.kindling.graph;

import org.jspecify.annotations.NullMarked;
