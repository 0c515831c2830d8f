package dev.kindling.spark.head;

import dev.kindling.data.Batch;
import dev.kindling.data.Client;
import dev.kindling.data.Examples;
import dev.kindling.encode.Embedder;
import dev.kindling.head.FeatureMap;
import dev.kindling.head.Moments;
import dev.kindling.head.MomentsAccumulator;
import dev.kindling.head.MomentsFormat;
import dev.kindling.tensor.Blas;
import dev.kindling.tensor.Shape;

/** Embeds clients one after another and sums their features. Owns its buffers; used by one task. */
final class FoldMoments {

    private static final int BATCH = 256;

    private final MomentsFormat format;
    private final Embedder embedder;
    private final FeatureMap features;
    private final MomentsAccumulator accumulator;
    private final Batch batch;
    private final float[] embeddings;
    private final int[] labels = new int[BATCH];

    FoldMoments(FrozenPart frozen, Shape input, MomentsFormat format) {
        int width = frozen.encoder.dimension(input);
        this.format = format;
        this.embedder = frozen.encoder.open(input, BATCH);
        this.features = frozen.head.features(width, format.grid(), BATCH);
        this.accumulator = new MomentsAccumulator(format);
        this.batch = new Batch(BATCH, input.size());
        this.embeddings = new float[Blas.lengthFor(BATCH, width)];
    }

    /** The moments of all of them. */
    Moments fold(Iterable<Client> clients) {
        Moments moments = new Moments(format);
        accumulator.open(moments);
        for (Client client : clients) {
            add(client.examples());
        }
        accumulator.flush();
        return moments;
    }

    /** A batch holds examples of one client only: what a batch is made of never depends on who else is in the task. */
    private void add(Examples examples) {
        for (int from = 0; from < examples.size(); from += BATCH) {
            batch.fill(examples, from, Math.min(from + BATCH, examples.size()));
            for (int row = 0; row < batch.size(); row++) {
                labels[row] = batch.label(row);
            }
            embedder.embed(batch.inputs(), batch.size(), embeddings);
            accumulator.add(features.map(embeddings, batch.size()), batch.size(), labels);
        }
    }
}
