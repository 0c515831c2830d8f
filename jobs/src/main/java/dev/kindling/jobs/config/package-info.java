/**
 * From configuration text to records that check themselves; where names meet classes.
 */
@NullMarked
package dev.kindling.jobs.config;

import org.jspecify.annotations.NullMarked;
