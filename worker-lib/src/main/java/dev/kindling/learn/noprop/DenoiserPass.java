package dev.kindling.learn.noprop;

import dev.kindling.network.Pass;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;
import org.jspecify.annotations.Nullable;

/** One thread's way through a block, forth and back. Owns its buffers. */
final class DenoiserPass {

    private final int width;
    private final Pass image;
    private final Pass label;
    private final Pass around;
    private final Pass joined;
    private final float[] both;
    private final float[] bothDeltas;
    private final float[] imageDeltas;
    private final float[] sumDeltas;
    private final float[] labelDeltas;
    private float[] labelled = new float[0];

    DenoiserPass(Denoiser block, int capacity) {
        width = block.width();
        image = block.image().open(capacity);
        label = block.label().open(capacity);
        around = block.around().open(capacity);
        joined = block.joined().open(capacity);
        both = new float[Blas.lengthFor(capacity, 2 * width)];
        bothDeltas = new float[both.length];
        imageDeltas = new float[Blas.lengthFor(capacity, width)];
        sumDeltas = new float[imageDeltas.length];
        labelDeltas = new float[imageDeltas.length];
    }

    /** Scores {@code [rows, classes]} when nothing is learned; a row's bits do not depend on the others. */
    float[] infer(float[] parameters, float[] images, float[] noisy, int rows) {
        place(image.infer(parameters, images, rows), rows, 0);
        float[] first = label.infer(parameters, noisy, rows);
        place(first, rows, width);
        addSecond(around.infer(parameters, first, rows), rows);
        return joined.infer(parameters, both, rows);
    }

    /** Scores {@code [rows, classes]} while the block learns. */
    float[] train(float[] parameters, float[] images, float[] noisy, int rows, RandomStream random) {
        place(image.train(parameters, images, rows, random), rows, 0);
        labelled = label.train(parameters, noisy, rows, random);
        place(labelled, rows, width);
        addSecond(around.train(parameters, labelled, rows, random), rows);
        return joined.train(parameters, both, rows, random);
    }

    private void place(float[] values, int rows, int column) {
        for (int row = 0; row < rows; row++) {
            System.arraycopy(values, row * width, both, row * 2 * width + column, width);
        }
    }

    private void addSecond(float[] values, int rows) {
        for (int row = 0; row < rows; row++) {
            int to = row * 2 * width + width;
            for (int i = 0; i < width; i++) {
                both[to + i] += values[row * width + i];
            }
        }
    }

    /**
     * The way back of the last {@link #train}.
     *
     * @param scoreDeltas gradient by the scores; may be overwritten
     * @param noisyDeltas gets the gradient by the noisy embeddings; null if nobody asks
     */
    void backward(
            float[] parameters,
            float[] images,
            float[] noisy,
            float[] scoreDeltas,
            int rows,
            float @Nullable [] noisyDeltas,
            UpdateRule rule) {
        joined.backward(parameters, both, scoreDeltas, rows, bothDeltas, rule);
        for (int row = 0; row < rows; row++) {
            System.arraycopy(bothDeltas, row * 2 * width, imageDeltas, row * width, width);
            System.arraycopy(bothDeltas, row * 2 * width + width, sumDeltas, row * width, width);
        }
        image.backward(parameters, images, imageDeltas, rows, null, rule);
        // A way back may overwrite what it is given: the shortcut's share is taken from the joined path's again.
        around.backward(parameters, labelled, sumDeltas, rows, labelDeltas, rule);
        for (int row = 0; row < rows; row++) {
            int from = row * 2 * width + width;
            for (int i = 0; i < width; i++) {
                labelDeltas[row * width + i] += bothDeltas[from + i];
            }
        }
        label.backward(parameters, noisy, labelDeltas, rows, noisyDeltas, rule);
    }
}
