/** Networks whose neurons grow dendrites that no error passes through (Brenner, Itti 2025, arXiv:2501.18018). */
@NullMarked
package dev.kindling.learn.perforated;

import org.jspecify.annotations.NullMarked;
