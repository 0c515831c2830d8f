/**
 * Federated algorithms as three functions: client work, merge, server update.
 */
@NullMarked
package dev.kindling.federated;

import org.jspecify.annotations.NullMarked;
