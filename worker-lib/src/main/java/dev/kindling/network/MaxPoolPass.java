package dev.kindling.network;

import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;
import dev.kindling.tensor.Shape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Rows of a square first, since their values lie behind one another, then its columns. */
final class MaxPoolPass implements Pass {

    private final Shape input;
    private final Shape output;
    private final int size;
    private final float[] outputs;
    private final float[] largestOfRows;
    private final int[] offsets;
    private final float[] left;

    MaxPoolPass(MaxPool.Placed layer, int capacity) {
        input = layer.input();
        output = layer.output();
        size = layer.size();
        outputs = new float[Blas.lengthFor(capacity, output.size())];
        largestOfRows = new float[input.width() * input.channels()];
        left = new float[input.channels()];
        offsets = new int[size * size];
        for (int k = 0; k < offsets.length; k++) {
            offsets[k] = (k / size * input.width() + k % size) * input.channels();
        }
    }

    @Override
    public float[] infer(float[] parameters, float[] inputs, int rows) {
        int inputRow = input.width() * input.channels();
        int outputRow = output.width() * output.channels();
        for (int row = 0; row < rows; row++) {
            for (int y = 0; y < output.height(); y++) {
                largestOfRows(inputs, row * input.size() + y * size * inputRow, inputRow);
                largestOfColumns(row * output.size() + y * outputRow);
            }
        }
        return outputs;
    }

    private void largestOfRows(float[] inputs, int from, int length) {
        System.arraycopy(inputs, from, largestOfRows, 0, length);
        for (int k = 1; k < size; k++) {
            int next = from + k * length;
            for (int i = 0; i < length; i++) {
                largestOfRows[i] = Math.max(largestOfRows[i], inputs[next + i]);
            }
        }
    }

    private void largestOfColumns(int to) {
        int channels = input.channels();
        for (int x = 0; x < output.width(); x++) {
            int from = x * size * channels;
            int at = to + x * channels;
            System.arraycopy(largestOfRows, from, outputs, at, channels);
            for (int k = 1; k < size; k++) {
                int next = from + k * channels;
                for (int c = 0; c < channels; c++) {
                    outputs[at + c] = Math.max(outputs[at + c], largestOfRows[next + c]);
                }
            }
        }
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
        int channels = input.channels();
        for (int place = 0; place < rows * output.height() * output.width(); place++) {
            int x = place % output.width();
            int y = place / output.width() % output.height();
            int row = place / (output.width() * output.height());
            int corner = row * input.size() + (y * size * input.width() + x * size) * channels;
            giveBack(inputs, corner, outputDeltas, place * channels, inputDeltas);
        }
    }

    /**
     * To the first that equals the largest. A condition would be a branch that is mispredicted half the time, hence
     * products: a difference x 2^200 is 0 or at least 2^51.
     */
    private void giveBack(float[] inputs, int corner, float[] outputDeltas, int at, float[] inputDeltas) {
        int channels = input.channels();
        System.arraycopy(outputDeltas, at, left, 0, channels);
        for (int offset : offsets) {
            int from = corner + offset;
            for (int c = 0; c < channels; c++) {
                float difference = Math.abs(outputs[at + c] - inputs[from + c]);
                float given = left[c] * (1f - Math.min(difference * 0x1p100f * 0x1p100f, 1f));
                inputDeltas[from + c] = given;
                left[c] -= given;
            }
        }
    }
}
