package dev.kindling.metric;

/** A finished merge that says who reported and what it cost. */
@FunctionalInterface
public interface Reported {

    Tally tally();
}
