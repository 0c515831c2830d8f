/**
 * Runs on an MLflow tracking server.
 */
@NullMarked
package dev.kindling.jobs.tracking.mlflow;

import org.jspecify.annotations.NullMarked;
