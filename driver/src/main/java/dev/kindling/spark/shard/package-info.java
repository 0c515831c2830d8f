/**
 * From a data set on storage to clients in a cached RDD.
 */
@NullMarked
package dev.kindling.spark.shard;

import org.jspecify.annotations.NullMarked;
