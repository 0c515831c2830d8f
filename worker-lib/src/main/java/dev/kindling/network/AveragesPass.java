package dev.kindling.network;

import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;
import dev.kindling.tensor.Shape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Adds up whole pixels, channels side by side. */
final class AveragesPass implements Pass {

    private final Averages layer;
    private final Shape input;
    private final Shape output;
    private final int channels;
    private final float[] outputs;

    AveragesPass(Averages layer, int capacity) {
        this.layer = layer;
        input = layer.input();
        output = layer.output();
        channels = input.channels();
        outputs = new float[Blas.lengthFor(capacity, output.size())];
    }

    @Override
    public float[] infer(float[] parameters, float[] inputs, int rows) {
        Arrays.fill(outputs, 0, rows * output.size(), 0);
        for (int cell = 0; cell < rows * output.height() * output.width(); cell++) {
            float share = share(cell);
            for (int y = top(cell); y < bottom(cell); y++) {
                for (int x = left(cell); x < right(cell); x++) {
                    addScaled(inputs, pixel(cell, y, x), share, outputs, cell * channels);
                }
            }
        }
        return outputs;
    }

    @Override
    public float[] train(float[] parameters, float[] inputs, int rows, RandomStream random) {
        return infer(parameters, inputs, rows);
    }

    @Override
    public void backward(
            float[] parameters,
            float[] inputs,
            float[] outputDeltas,
            int rows,
            float @Nullable [] inputDeltas,
            UpdateRule rule) {
        if (inputDeltas == null) {
            return;
        }
        Arrays.fill(inputDeltas, 0, rows * input.size(), 0);
        for (int cell = 0; cell < rows * output.height() * output.width(); cell++) {
            float share = share(cell);
            for (int y = top(cell); y < bottom(cell); y++) {
                for (int x = left(cell); x < right(cell); x++) {
                    addScaled(outputDeltas, cell * channels, share, inputDeltas, pixel(cell, y, x));
                }
            }
        }
    }

    private void addScaled(float[] from, int source, float factor, float[] to, int target) {
        for (int c = 0; c < channels; c++) {
            to[target + c] += factor * from[source + c];
        }
    }

    private float share(int cell) {
        return 1f / ((bottom(cell) - top(cell)) * (right(cell) - left(cell)));
    }

    private int top(int cell) {
        return layer.rows()[cell / output.width() % output.height()];
    }

    private int bottom(int cell) {
        return layer.rows()[cell / output.width() % output.height() + 1];
    }

    private int left(int cell) {
        return layer.columns()[cell % output.width()];
    }

    private int right(int cell) {
        return layer.columns()[cell % output.width() + 1];
    }

    private int pixel(int cell, int y, int x) {
        int row = cell / (output.width() * output.height());
        return row * input.size() + (y * input.width() + x) * channels;
    }
}
