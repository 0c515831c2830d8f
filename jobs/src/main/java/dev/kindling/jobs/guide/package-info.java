/** What a configuration can say, for {@code kindling list} and the reference among the documents. */
@NullMarked
package dev.kindling.jobs.guide;

import org.jspecify.annotations.NullMarked;
