/**
 * Deeplearning4j, whose classes only this package knows. All but {@link dev.kindling.spark.dl4j.Dl4jJar} need
 * kindling-dl4j.jar on the class path.
 */
@NullMarked
package dev.kindling.spark.dl4j;

import org.jspecify.annotations.NullMarked;
