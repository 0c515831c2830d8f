package dev.kindling.network;

import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Keeps the normalised inputs. Sums of a row are double, in a fixed order. */
final class LayerNormPass implements Pass {

    private final LayerNorm.Placed layer;
    private final int size;
    private final float[] normalised;
    private final float[] outputs;
    private final float[] inverses;
    private final float[] scaled;
    private final float[] scaleGradient;
    private final float[] shiftGradient;

    LayerNormPass(LayerNorm.Placed layer, int capacity) {
        this.layer = layer;
        size = layer.output().size();
        normalised = new float[Blas.lengthFor(capacity, size)];
        outputs = new float[normalised.length];
        inverses = new float[capacity];
        scaled = new float[size];
        scaleGradient = new float[size];
        shiftGradient = new float[size];
    }

    @Override
    public float[] infer(float[] parameters, float[] inputs, int rows) {
        for (int row = 0; row < rows; row++) {
            int from = row * size;
            double mean = RowSums.sum(inputs, from, size) / size;
            double square = RowSums.product(inputs, inputs, from, size) / size;
            double inverse = 1 / Math.sqrt(Math.max(0, square - mean * mean) + layer.epsilon());
            inverses[row] = (float) inverse;
            float factor = (float) inverse;
            float offset = (float) (-mean * inverse);
            for (int i = 0; i < size; i++) {
                float unit = factor * inputs[from + i] + offset;
                normalised[from + i] = unit;
                outputs[from + i] = parameters[layer.scale() + i] * unit + parameters[layer.shift() + i];
            }
        }
        return outputs;
    }

    @Override
    public float[] train(float[] parameters, float[] inputs, int rows, RandomStream random) {
        return infer(parameters, inputs, rows);
    }

    /** dx = (g - mean(g) - xn mean(g xn)) / sd with g = s dy and xn the normalised input. */
    @Override
    public void backward(
            float[] parameters,
            float[] inputs,
            float[] outputDeltas,
            int rows,
            float @Nullable [] inputDeltas,
            UpdateRule rule) {
        Arrays.fill(scaleGradient, 0);
        Arrays.fill(shiftGradient, 0);
        for (int row = 0; row < rows; row++) {
            int from = row * size;
            for (int i = 0; i < size; i++) {
                scaleGradient[i] += outputDeltas[from + i] * normalised[from + i];
                shiftGradient[i] += outputDeltas[from + i];
            }
            if (inputDeltas != null) {
                inputDeltas(parameters, outputDeltas, row, inputDeltas);
            }
        }
        rule.vector(parameters, layer.scale(), scaleGradient, size);
        rule.vector(parameters, layer.shift(), shiftGradient, size);
    }

    private void inputDeltas(float[] parameters, float[] outputDeltas, int row, float[] inputDeltas) {
        int from = row * size;
        for (int i = 0; i < size; i++) {
            scaled[i] = parameters[layer.scale() + i] * outputDeltas[from + i];
            inputDeltas[from + i] = scaled[i];
        }
        float mean = (float) (RowSums.sum(scaled, 0, size) / size);
        float along = (float) (RowSums.product(inputDeltas, normalised, from, size) / size);
        float inverse = inverses[row];
        for (int i = 0; i < size; i++) {
            inputDeltas[from + i] = inverse * (scaled[i] - mean - along * normalised[from + i]);
        }
    }
}
