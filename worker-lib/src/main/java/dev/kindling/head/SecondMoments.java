package dev.kindling.head;

/** Which sums of products of two features a head needs. */
public enum SecondMoments {
    NONE,
    /** One matrix over the examples of all classes. */
    SHARED,
    /** One matrix a class. */
    PER_CLASS
}
