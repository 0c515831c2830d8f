/**
 * How what travels between tasks and driver becomes bytes: one Kryo serialiser a class.
 */
@NullMarked
package dev.kindling.spark.wire;

import org.jspecify.annotations.NullMarked;
