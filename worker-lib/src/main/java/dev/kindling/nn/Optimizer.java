package dev.kindling.nn;

import java.io.Serializable;

/** How gradients become updates: immutable settings, and a fresh {@link UpdateRule} for whoever trains. */
public interface Optimizer extends Serializable {

    /** A rule with no memory yet, for a model of {@code size} parameters. */
    UpdateRule start(int size);
}
