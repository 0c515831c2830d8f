/**
 * Models in the formats of other tools.
 */
@NullMarked
package dev.kindling.jobs.export;

import org.jspecify.annotations.NullMarked;
