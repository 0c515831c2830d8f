package dev.kindling.continual.strategy;

/** What clients train on in an experience. */
public enum Study {
    /** Their examples of this experience. */
    EXPERIENCE,
    /** Their examples of this experience and of all before it. */
    EVERYTHING,
    /** The memory alone, from a fresh model: the stream only fills the memory. */
    MEMORY
}
