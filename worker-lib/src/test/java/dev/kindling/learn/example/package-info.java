/** What the documents show as an example, compiled and tested. */
@NullMarked
package dev.kindling.learn.example;

import org.jspecify.annotations.NullMarked;
