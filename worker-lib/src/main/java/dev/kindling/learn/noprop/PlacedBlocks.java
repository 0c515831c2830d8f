package dev.kindling.learn.noprop;

import dev.kindling.learn.Problem;
import dev.kindling.nn.Dense;
import dev.kindling.nn.Layout;
import dev.kindling.random.RandomStream;
import java.io.Serializable;

/**
 * Where everything lies. All blocks are alike, each on a stretch of its own, so one of them, placed at 0, and one set of buffers serve them
 * all; behind them, a block for itself, the head and the learned embeddings.
 *
 * @param block as it lies in its own stretch
 * @param stretch parameters of a block
 * @param count blocks
 * @param head from the last embedding to the classes
 * @param table where the embeddings lie, {@link #FIXED} if they do not belong to the model
 */
record PlacedBlocks(Embedding embedding, Denoiser block, int stretch, int count, Dense head, int table, Layout layout)
        implements Serializable {

    static final int FIXED = -1;

    static PlacedBlocks of(NoPropDt settings, Problem problem) {
        int dimension = settings.embedding().dimension(problem.classes());
        Layout.Builder builder = Layout.builder();
        Denoiser block = settings.denoiser(problem, builder, "block0");
        int stretch = builder.build().size();
        for (int b = 1; b < settings.blocks(); b++) {
            builder.nextBlock();
            settings.denoiser(problem, builder, "block" + b);
        }
        builder.nextBlock();
        Dense head = Dense.add(builder, "head", dimension, problem.classes());
        int table = settings.embedding().isLearned() ? builder.add("embeddings", problem.classes(), dimension) : FIXED;
        return new PlacedBlocks(settings.embedding(), block, stretch, settings.blocks(), head, table, builder.build());
    }

    void initialise(float[] parameters, RandomStream random) {
        float[] own = new float[stretch];
        for (int b = 0; b < count; b++) {
            block.initialise(own, random);
            System.arraycopy(own, 0, parameters, b * stretch, stretch);
        }
        float[] vectors = newTable();
        if (table != FIXED) {
            embedding.initialise(parameters, table, head.out(), random);
            copyTable(parameters, vectors);
        }
        startHead(parameters, vectors);
    }

    /** Scores begin as products with the embeddings: from random weights the head would lag behind the blocks for an epoch or more. */
    private void startHead(float[] parameters, float[] vectors) {
        head.initialise(parameters, 0, RandomStream.of(0, "unused"));
        for (int c = 0; c < head.out(); c++) {
            for (int i = 0; i < head.in(); i++) {
                parameters[head.weightOffset() + i * head.out() + c] = vectors[c * head.in() + i];
            }
        }
    }

    /** An array for the embeddings {@code [classes, dimension]}, filled where they are fixed. */
    float[] newTable() {
        return table == FIXED
                ? fixedTable(embedding, head.out(), head.in())
                : new float[Math.multiplyExact(head.out(), head.in())];
    }

    /** Embeddings that do not belong to the model. */
    static float[] fixedTable(Embedding embedding, int classes, int dimension) {
        float[] vectors = new float[Math.multiplyExact(classes, dimension)];
        embedding.initialise(vectors, 0, classes, RandomStream.of(0, "fixed"));
        return vectors;
    }

    /** Brings the array up to date with the model. */
    void copyTable(float[] parameters, float[] vectors) {
        if (table != FIXED) {
            System.arraycopy(parameters, table, vectors, 0, vectors.length);
        }
    }
}
