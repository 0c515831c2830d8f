/**
 * Examples in columns, clients that hold them, and minibatches cut from them.
 */
@NullMarked
package dev.kindling.data;

import org.jspecify.annotations.NullMarked;
