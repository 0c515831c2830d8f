/**
 * Networks solved, not trained: every learned value is a function of exact sums over examples.
 */
@NullMarked
package dev.kindling.learn.closedform;

import org.jspecify.annotations.NullMarked;
