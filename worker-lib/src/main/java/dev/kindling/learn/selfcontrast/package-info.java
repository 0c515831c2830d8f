/** Self-contrastive forward-forward learning: an image beside itself against an image beside another, without labels. */
@NullMarked
package dev.kindling.learn.selfcontrast;

import org.jspecify.annotations.NullMarked;
