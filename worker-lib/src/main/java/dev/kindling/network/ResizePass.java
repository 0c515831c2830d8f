package dev.kindling.network;

import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;
import dev.kindling.tensor.Shape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Each new pixel from four old ones, which may be the same, and back. */
final class ResizePass implements Pass {

    private final Shape input;
    private final Shape output;
    private final float[] outputs;

    ResizePass(ResizeTo.Placed layer, int capacity) {
        input = layer.input();
        output = layer.output();
        outputs = new float[Blas.lengthFor(capacity, output.size())];
    }

    @Override
    public float[] infer(float[] parameters, float[] inputs, int rows) {
        Arrays.fill(outputs, 0, rows * output.size(), 0);
        for (int row = 0; row < rows; row++) {
            resize(row, inputs, outputs, false);
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
        for (int row = 0; row < rows; row++) {
            resize(row, inputDeltas, outputDeltas, true);
        }
    }

    private void resize(int row, float[] old, float[] resized, boolean back) {
        for (int y = 0; y < output.height(); y++) {
            float top = place(y, output.height(), input.height());
            for (int x = 0; x < output.width(); x++) {
                float left = place(x, output.width(), input.width());
                int to = row * output.size() + (y * output.width() + x) * output.channels();
                for (int corner = 0; corner < 4; corner++) {
                    float down = corner < 2 ? 1 - (top - (int) top) : top - (int) top;
                    float across = corner % 2 == 0 ? 1 - (left - (int) left) : left - (int) left;
                    int from = row * input.size() + pixel((int) top + corner / 2, (int) left + corner % 2);
                    mix(down * across, old, from, resized, to, back);
                }
            }
        }
    }

    private void mix(float share, float[] old, int from, float[] resized, int to, boolean back) {
        for (int c = 0; share != 0 && c < input.channels(); c++) {
            if (back) {
                old[from + c] += share * resized[to + c];
            } else {
                resized[to + c] += share * old[from + c];
            }
        }
    }

    /** Where the middle of new pixel i lies among the middles of old ones, in [0, old - 1]. */
    private static float place(int i, int length, int old) {
        return Math.min(Math.max((i + 0.5f) * old / length - 0.5f, 0), old - 1);
    }

    private int pixel(int y, int x) {
        int row = Math.min(y, input.height() - 1);
        int column = Math.min(x, input.width() - 1);
        return (row * input.width() + column) * input.channels();
    }
}
