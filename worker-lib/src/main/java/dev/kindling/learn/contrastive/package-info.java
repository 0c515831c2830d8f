/**
 * Encoders trained by supervised contrast, with a prototype for each class beside them (Khosla et al. 2020; Asadi et al. 2023).
 */
@NullMarked
package dev.kindling.learn.contrastive;

import org.jspecify.annotations.NullMarked;
