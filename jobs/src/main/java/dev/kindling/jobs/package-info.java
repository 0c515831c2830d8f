/**
 * What a person starts: one class a command.
 */
@NullMarked
package dev.kindling.jobs;

import org.jspecify.annotations.NullMarked;
