/**
 * The Spark settings that Kindling needs, and its Kryo registrations.
 */
@NullMarked
package dev.kindling.spark.session;

import org.jspecify.annotations.NullMarked;
