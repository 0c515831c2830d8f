/**
 * Files that outlive a run: models in the safetensors format, which other tools open too.
 */
@NullMarked
package dev.kindling.codec;

import org.jspecify.annotations.NullMarked;
