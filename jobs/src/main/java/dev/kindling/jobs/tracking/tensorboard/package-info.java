/**
 * Event files that TensorBoard shows.
 */
@NullMarked
package dev.kindling.jobs.tracking.tensorboard;

import org.jspecify.annotations.NullMarked;
