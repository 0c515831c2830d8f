/**
 * Continual learning with exact heads: runs, what they write, and taking a client or a class out again.
 */
@NullMarked
package dev.kindling.jobs.continual;

import org.jspecify.annotations.NullMarked;
