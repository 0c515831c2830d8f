/** Changes of training examples that leave their class as it is, drawn anew whenever an example is trained on. */
@NullMarked
package dev.kindling.data.augment;

import org.jspecify.annotations.NullMarked;
