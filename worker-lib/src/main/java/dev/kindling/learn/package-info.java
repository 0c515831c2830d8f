/**
 * The contract of a learning rule.
 */
@NullMarked
package dev.kindling.learn;

import org.jspecify.annotations.NullMarked;
