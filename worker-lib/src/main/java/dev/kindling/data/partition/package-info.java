/**
 * Who holds which example: partition plans as pure functions of labels, groups and a seed.
 */
@NullMarked
package dev.kindling.data.partition;

import org.jspecify.annotations.NullMarked;
