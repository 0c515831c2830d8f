/**
 * Where a learning curve is going, from its beginning.
 */
@NullMarked
package dev.kindling.forecast;

import org.jspecify.annotations.NullMarked;
