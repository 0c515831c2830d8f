/**
 * What a finished run looks like: one HTML page that needs nothing but itself.
 */
@NullMarked
package dev.kindling.jobs.report;

import org.jspecify.annotations.NullMarked;
