package dev.kindling.data;

/** Which part of a data set: the one to learn from or the one to measure on. */
public enum Split {
    TRAIN,
    TEST
}
