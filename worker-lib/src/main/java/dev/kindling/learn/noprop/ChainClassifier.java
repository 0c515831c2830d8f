package dev.kindling.learn.noprop;

import dev.kindling.data.Batch;
import dev.kindling.learn.Classifier;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;

/** From noise, or its mean, block by block to an embedding, and the head's scores of it. */
final class ChainClassifier implements Classifier {

    private final NoPropDt settings;
    private final PlacedBlocks placed;
    private final DenoiserPass pass;
    private final EmbeddingError error;
    private final float[] block;
    private final float[] table;
    private final float[] states;
    private final float[] logits;
    private final RandomStream[] streams;

    ChainClassifier(NoPropDt settings, PlacedBlocks placed, int capacity) {
        this.settings = settings;
        this.placed = placed;
        int dimension = placed.head().in();
        int classes = placed.head().out();
        pass = new DenoiserPass(placed.block(), capacity);
        error = new EmbeddingError(classes, dimension, capacity);
        block = new float[placed.stretch()];
        table = placed.embeddings().newTable();
        states = new float[Blas.lengthFor(capacity, dimension)];
        logits = new float[Blas.lengthFor(capacity, classes)];
        streams = new RandomStream[settings.noise() ? capacity : 0];
    }

    @Override
    public void scores(float[] parameters, Batch batch, float[] scores) {
        int rows = batch.size();
        int classes = placed.head().out();
        placed.embeddings().copy(parameters, table);
        begin(batch);
        for (int t = 1; t <= placed.count(); t++) {
            System.arraycopy(parameters, (t - 1) * placed.stretch(), block, 0, block.length);
            float[] found = pass.infer(block, batch.inputs(), states, rows);
            if (t == settings.scoredBy()) {
                System.arraycopy(found, 0, scores, 0, rows * classes);
                return;
            }
            move(t, found, rows);
        }
        placed.head().forwardByRow(parameters, states, rows, logits);
        System.arraycopy(logits, 0, scores, 0, rows * classes);
    }

    private void begin(Batch batch) {
        int dimension = placed.head().in();
        for (int row = 0; row < batch.size(); row++) {
            if (settings.noise()) {
                streams[row] = ImageNoise.of(batch, row);
            }
            for (int i = row * dimension; i < (row + 1) * dimension; i++) {
                states[i] = settings.noise() ? (float) streams[row].nextGaussian() : 0;
            }
        }
    }

    private void move(int t, float[] found, int rows) {
        int dimension = placed.head().in();
        CosineSchedule.Step step = settings.schedule().step(t, placed.count());
        double deviation = Math.sqrt(step.variance());
        for (int row = 0; row < rows; row++) {
            float[] estimate = error.estimate(found, row, table);
            for (int i = 0; i < dimension; i++) {
                int at = row * dimension + i;
                double drawn = settings.noise() ? deviation * streams[row].nextGaussian() : 0;
                states[at] = (float) (step.ofEmbedding() * estimate[i] + step.ofState() * states[at] + drawn);
            }
        }
    }
}
