package dev.kindling.spark.ml;

import java.io.Serializable;

/** What was learnt, ready to score vectors. Immutable; travels to tasks as a Java object. */
sealed interface Scores extends Serializable permits NetworkScores, HeadScores {

    int classes();

    /** Values of a vector. */
    int features();

    /** Scores one row at a time; owns its buffers, used by one thread. */
    OneRow open();

    /** All but the numbers. */
    ModelFolder.Card card();

    /** Writes the numbers. */
    void save(ModelFolder folder);

    /** Scores a row. */
    interface OneRow {

        /** Where the caller writes a row's features from {@link #offset} on. */
        float[] values();

        /** Zeros before the features. */
        int offset();

        /** Larger for likelier classes, float32; valid until the next call. */
        float[] score();
    }
}
