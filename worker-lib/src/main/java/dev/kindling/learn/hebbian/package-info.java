/**
 * Hebbian networks: couplings and archetypes that are sums over examples, and retrieval from them.
 */
@NullMarked
package dev.kindling.learn.hebbian;

import org.jspecify.annotations.NullMarked;
