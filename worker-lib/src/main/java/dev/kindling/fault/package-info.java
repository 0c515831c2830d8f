/**
 * What goes wrong by a user's hand, told in one line.
 */
@NullMarked
package dev.kindling.fault;

import org.jspecify.annotations.NullMarked;
