/**
 * Continual learning on clients: one experience after another, with a strategy against forgetting.
 */
@NullMarked
package dev.kindling.spark.continual;

import org.jspecify.annotations.NullMarked;
