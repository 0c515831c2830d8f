/** What {@code kindling doctor} finds out about this machine. */
@NullMarked
package dev.kindling.jobs.doctor;

import org.jspecify.annotations.NullMarked;
