/**
 * One run from its records to its folder.
 */
@NullMarked
package dev.kindling.jobs.run;

import org.jspecify.annotations.NullMarked;
