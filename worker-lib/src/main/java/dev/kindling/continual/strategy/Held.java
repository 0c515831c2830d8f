package dev.kindling.continual.strategy;

import java.io.Serializable;

/** Where a task finds what is carried, e.g. a broadcast. */
@FunctionalInterface
public interface Held extends Serializable {

    Carried carried();
}
