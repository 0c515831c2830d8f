/**
 * Many runs of one configuration with other settings, ranked.
 */
@NullMarked
package dev.kindling.jobs.sweep;

import org.jspecify.annotations.NullMarked;
