/**
 * Layers, losses and optimisers over one flat array of parameters.
 */
@NullMarked
package dev.kindling.nn;

import org.jspecify.annotations.NullMarked;
