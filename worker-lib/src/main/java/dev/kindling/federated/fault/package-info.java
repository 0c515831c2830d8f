/**
 * Faults of clients, planted on purpose: who drops out, who is late and who sends what it should not.
 */
@NullMarked
package dev.kindling.federated.fault;

import org.jspecify.annotations.NullMarked;
