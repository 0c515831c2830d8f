/**
 * Where a learning curve is going, from its beginning.
 */
@NullMarked
package dev.kindling.curve;

import org.jspecify.annotations.NullMarked;
