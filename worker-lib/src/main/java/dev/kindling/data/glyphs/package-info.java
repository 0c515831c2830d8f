/**
 * The embedded data set: characters of an invented script, drawn from seeded strokes by seeded hands.
 */
@NullMarked
package dev.kindling.data.glyphs;

import org.jspecify.annotations.NullMarked;
