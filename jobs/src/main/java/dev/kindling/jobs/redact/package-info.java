/**
 * What a run writes down and says aloud holds no secrets.
 */
@NullMarked
package dev.kindling.jobs.redact;

import org.jspecify.annotations.NullMarked;
