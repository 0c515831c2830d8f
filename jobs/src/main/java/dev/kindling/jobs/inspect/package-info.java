/**
 * What is in a model file, for a person to read.
 */
@NullMarked
package dev.kindling.jobs.inspect;

import org.jspecify.annotations.NullMarked;
