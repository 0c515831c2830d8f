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
 */
record PlacedBlocks(Denoiser block, int stretch, int count, Dense head, EmbeddingTable embeddings, Layout layout)
        implements Serializable {

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
        EmbeddingTable embeddings = EmbeddingTable.place(settings.embedding(), problem.classes(), builder);
        return new PlacedBlocks(block, stretch, settings.blocks(), head, embeddings, builder.build());
    }

    void initialise(float[] parameters, RandomStream random) {
        float[] own = new float[stretch];
        for (int b = 0; b < count; b++) {
            block.initialise(own, random);
            System.arraycopy(own, 0, parameters, b * stretch, stretch);
        }
        embeddings.initialise(parameters, random);
        embeddings.startHead(head, parameters);
    }
}
