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
        Columns.put(image.infer(parameters, images, rows), width, rows, both, 2 * width, 0);
        float[] first = label.infer(parameters, noisy, rows);
        Columns.put(first, width, rows, both, 2 * width, width);
        Columns.add(around.infer(parameters, first, rows), width, rows, both, 2 * width, width);
        return joined.infer(parameters, both, rows);
    }

    /** Scores {@code [rows, classes]} while the block learns. */
    float[] train(float[] parameters, float[] images, float[] noisy, int rows, RandomStream random) {
        Columns.put(image.train(parameters, images, rows, random), width, rows, both, 2 * width, 0);
        labelled = label.train(parameters, noisy, rows, random);
        Columns.put(labelled, width, rows, both, 2 * width, width);
        Columns.add(around.train(parameters, labelled, rows, random), width, rows, both, 2 * width, width);
        return joined.train(parameters, both, rows, random);
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
        Columns.take(bothDeltas, 2 * width, 0, rows, imageDeltas, width);
        Columns.take(bothDeltas, 2 * width, width, rows, sumDeltas, width);
        image.backward(parameters, images, imageDeltas, rows, null, rule);
        // A way back may overwrite what it is given: the shortcut's share is taken from the joined path's again.
        around.backward(parameters, labelled, sumDeltas, rows, labelDeltas, rule);
        Columns.addTo(labelDeltas, width, rows, bothDeltas, 2 * width, width);
        label.backward(parameters, noisy, labelDeltas, rows, noisyDeltas, rule);
    }
}
