/**
 * Downloads of published data sets, checked to the byte.
 */
@NullMarked
package dev.kindling.jobs.fetch;

import org.jspecify.annotations.NullMarked;
