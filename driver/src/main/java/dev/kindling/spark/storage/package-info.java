/**
 * Files on any Hadoop file system.
 */
@NullMarked
package dev.kindling.spark.storage;

import org.jspecify.annotations.NullMarked;
