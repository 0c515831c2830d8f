package dev.kindling.encode;

/** Embeds batches. Owns its buffers; used by one thread. */
@FunctionalInterface
public interface Embedder {

    /**
     * Writes the embeddings of {@code rows} inputs. A row must get the same bits whatever batch it stands in and wherever
     * in it, else what is learned from it depends on which client holds it.
     *
     * @param inputs {@code [rows, input size]} row-major, only read
     * @param embeddings {@code [rows, dimension]} row-major
     */
    void embed(float[] inputs, int rows, float[] embeddings);
}
