/**
 * Benchmarks that print the figures of the README for whoever runs them.
 */
@NullMarked
package dev.kindling.jobs.bench;

import org.jspecify.annotations.NullMarked;
