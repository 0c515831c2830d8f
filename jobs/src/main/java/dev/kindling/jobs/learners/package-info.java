/** Learning rules side by side: the same layers, data and passes over it, told apart by accuracy, speed, bytes and heap. */
@NullMarked
package dev.kindling.jobs.learners;

import org.jspecify.annotations.NullMarked;
