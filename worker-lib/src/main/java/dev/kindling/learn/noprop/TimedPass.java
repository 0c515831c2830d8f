package dev.kindling.learn.noprop;

import dev.kindling.network.Pass;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;
import org.jspecify.annotations.Nullable;

/** One thread's way through a {@link TimedDenoiser}, forth and back. Owns its buffers. */
final class TimedPass {

    private final int width;
    private final int stretch;
    private final Waves waves = new Waves();
    private final Pass image;
    private final Pass label;
    private final Pass around;
    private final Pass time;
    private final Pass joined;
    private final float[] encoded;
    private final float[] all;
    private final float[] allDeltas;
    private final float[] imageDeltas;
    private final float[] sumDeltas;
    private final float[] labelDeltas;
    private final float[] timeDeltas;
    private float[] labelled = new float[0];

    TimedPass(TimedDenoiser network, int capacity) {
        width = network.width();
        stretch = 3 * width;
        image = network.image().open(capacity);
        label = network.label().open(capacity);
        around = network.around().open(capacity);
        time = network.time().open(capacity);
        joined = network.joined().open(capacity);
        encoded = new float[Blas.lengthFor(capacity, Waves.COUNT)];
        all = new float[Blas.lengthFor(capacity, stretch)];
        allDeltas = new float[all.length];
        imageDeltas = new float[Blas.lengthFor(capacity, width)];
        sumDeltas = new float[imageDeltas.length];
        labelDeltas = new float[imageDeltas.length];
        timeDeltas = new float[imageDeltas.length];
    }

    /** Looks at images, once for whatever {@link #infer} is asked about them. */
    void look(float[] parameters, float[] images, int rows) {
        Columns.put(image.infer(parameters, images, rows), width, rows, all, stretch, 0);
    }

    /** Outputs of the images that were looked at, all at time t; a row's bits do not depend on the others. */
    float[] infer(float[] parameters, float[] noisy, double t, int rows) {
        float[] first = label.infer(parameters, noisy, rows);
        Columns.put(first, width, rows, all, stretch, width);
        Columns.add(around.infer(parameters, first, rows), width, rows, all, stretch, width);
        waves.write(t, encoded, 0);
        float[] timed = time.infer(parameters, encoded, 1);
        for (int row = 0; row < rows; row++) {
            System.arraycopy(timed, 0, all, row * stretch + 2 * width, width);
        }
        return joined.infer(parameters, all, rows);
    }

    /** Outputs while the network learns, each row at a time of its own. */
    float[] train(float[] parameters, float[] images, float[] noisy, double[] times, int rows, RandomStream random) {
        for (int row = 0; row < rows; row++) {
            waves.write(times[row], encoded, row);
        }
        Columns.put(image.train(parameters, images, rows, random), width, rows, all, stretch, 0);
        labelled = label.train(parameters, noisy, rows, random);
        Columns.put(labelled, width, rows, all, stretch, width);
        Columns.add(around.train(parameters, labelled, rows, random), width, rows, all, stretch, width);
        Columns.put(time.train(parameters, encoded, rows, random), width, rows, all, stretch, 2 * width);
        return joined.train(parameters, all, rows, random);
    }

    /**
     * The way back of the last {@link #train}.
     *
     * @param outputDeltas gradient by the outputs; may be overwritten
     * @param noisyDeltas gets the gradient by the noisy embeddings; null if nobody asks
     */
    void backward(
            float[] parameters,
            float[] images,
            float[] noisy,
            float[] outputDeltas,
            int rows,
            float @Nullable [] noisyDeltas,
            UpdateRule rule) {
        joined.backward(parameters, all, outputDeltas, rows, allDeltas, rule);
        Columns.take(allDeltas, stretch, 0, rows, imageDeltas, width);
        Columns.take(allDeltas, stretch, width, rows, sumDeltas, width);
        Columns.take(allDeltas, stretch, 2 * width, rows, timeDeltas, width);
        image.backward(parameters, images, imageDeltas, rows, null, rule);
        time.backward(parameters, encoded, timeDeltas, rows, null, rule);
        // A way back may overwrite what it is given: the shortcut's share is taken from the joined path's again.
        around.backward(parameters, labelled, sumDeltas, rows, labelDeltas, rule);
        Columns.addTo(labelDeltas, width, rows, allDeltas, stretch, width);
        label.backward(parameters, noisy, labelDeltas, rows, noisyDeltas, rule);
    }
}
