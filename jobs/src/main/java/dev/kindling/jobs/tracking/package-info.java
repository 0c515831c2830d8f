/**
 * Telling other programs of a run while it goes on. No result depends on it.
 */
@NullMarked
package dev.kindling.jobs.tracking;

import org.jspecify.annotations.NullMarked;
