/**
 * Readers of data files. Everything streams; whatever is wrong with a file is a one-line
 * {@link dev.kindling.fault.UserMistake} that names the file and the place in it.
 */
@NullMarked
package dev.kindling.data.formats;

import org.jspecify.annotations.NullMarked;
