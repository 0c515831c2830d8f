package dev.kindling.head;

/** Turns embeddings into the features that a head is linear or quadratic in. Owns its buffers; used by one thread. */
@FunctionalInterface
public interface FeatureMap {

    /**
     * The features of the first {@code rows} embeddings, row-major; valid until the next call. A row gets the same bits
     * whatever batch it stands in.
     *
     * @param embeddings {@code [rows, width]} row-major, only read
     */
    float[] map(float[] embeddings, int rows);
}
