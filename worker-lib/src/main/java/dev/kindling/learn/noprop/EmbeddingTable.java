package dev.kindling.learn.noprop;

import dev.kindling.nn.Dense;
import dev.kindling.nn.Layout;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import java.io.Serializable;

/**
 * The classes' embeddings {@code [classes, dimension]} and where they lie.
 *
 * @param offset in the model, {@link #FIXED} if they do not belong to it
 */
record EmbeddingTable(Embedding embedding, int classes, int offset) implements Serializable {

    static final int FIXED = -1;

    /** Gives them a tensor of the model where they are learned. */
    static EmbeddingTable place(Embedding embedding, int classes, Layout.Builder layout) {
        int offset = embedding.isLearned() ? layout.add("embeddings", classes, embedding.dimension(classes)) : FIXED;
        return new EmbeddingTable(embedding, classes, offset);
    }

    int dimension() {
        return embedding.dimension(classes);
    }

    void initialise(float[] parameters, RandomStream random) {
        if (offset != FIXED) {
            embedding.initialise(parameters, offset, classes, random);
        }
    }

    /** Scores begin as products with the embeddings: from random weights the head would lag behind what makes its inputs for an epoch or more. */
    void startHead(Dense head, float[] parameters) {
        float[] vectors = newTable();
        copy(parameters, vectors);
        head.initialise(parameters, 0, RandomStream.of(0, "unused"));
        for (int c = 0; c < head.out(); c++) {
            for (int i = 0; i < head.in(); i++) {
                parameters[head.weightOffset() + i * head.out() + c] = vectors[c * head.in() + i];
            }
        }
    }

    /** An array for the embeddings, filled where they are fixed. */
    float[] newTable() {
        float[] vectors = new float[Math.multiplyExact(classes, dimension())];
        if (offset == FIXED) {
            embedding.initialise(vectors, 0, classes, RandomStream.of(0, "fixed"));
        }
        return vectors;
    }

    /** Brings the array up to date with the model. */
    void copy(float[] parameters, float[] vectors) {
        if (offset != FIXED) {
            System.arraycopy(parameters, offset, vectors, 0, vectors.length);
        }
    }

    /** Hands the gradient over where they are learned. */
    void update(float[] parameters, float[] gradient, UpdateRule rule) {
        if (offset != FIXED) {
            rule.vector(parameters, offset, gradient, gradient.length);
        }
    }
}
