package dev.kindling.nn;

import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;

/**
 * y = x W + b with W {@code [in, out]} row-major and b {@code [out]}, both in the model's flat array. Holds no values,
 * only where they lie.
 *
 * @param biasOffset where b lies, {@link #NO_BIAS} for none
 */
public record Dense(int in, int out, int weightOffset, int biasOffset) implements java.io.Serializable {

    /** In place of the biases' offset. */
    public static final int NO_BIAS = -1;

    /** Adds the layer's tensors {@code name.weight} and {@code name.bias} to a layout. */
    public static Dense add(Layout.Builder layout, String name, int in, int out) {
        return new Dense(in, out, layout.add(name + ".weight", in, out), layout.add(name + ".bias", out));
    }

    /** Adds {@code name.weight} alone: y = x W. */
    public static Dense addWithoutBias(Layout.Builder layout, String name, int in, int out) {
        return new Dense(in, out, layout.add(name + ".weight", in, out), NO_BIAS);
    }

    /** Weights normal with the given standard deviation, biases zero. */
    public void initialise(float[] parameters, double deviation, RandomStream random) {
        for (int i = 0; i < in * out; i++) {
            parameters[weightOffset + i] = (float) (deviation * random.nextGaussian());
        }
        for (int i = 0; i < out && biasOffset != NO_BIAS; i++) {
            parameters[biasOffset + i] = 0;
        }
    }

    /** outputs {@code [rows, out]} = inputs {@code [rows, in]} W + b. */
    public void forward(float[] parameters, float[] inputs, int rows, float[] outputs) {
        float beta = spreadBiases(parameters, rows, outputs);
        Blas.multiply(rows, out, in, 1, inputs, 0, parameters, weightOffset, beta, outputs, 0);
    }

    /** The same with a product for each row: slower, but a row's outputs have the same bits in whatever batch it comes. */
    public void forwardByRow(float[] parameters, float[] inputs, int rows, float[] outputs) {
        float beta = spreadBiases(parameters, rows, outputs);
        for (int row = 0; row < rows; row++) {
            Blas.multiply(1, out, in, 1, inputs, row * in, parameters, weightOffset, beta, outputs, row * out);
        }
    }

    private float spreadBiases(float[] parameters, int rows, float[] outputs) {
        for (int row = 0; row < rows && biasOffset != NO_BIAS; row++) {
            System.arraycopy(parameters, biasOffset, outputs, row * out, out);
        }
        return biasOffset == NO_BIAS ? 0 : 1;
    }

    /** inputDeltas {@code [rows, in]} = outputDeltas {@code [rows, out]} W'. */
    public void backward(float[] parameters, float[] outputDeltas, int rows, float[] inputDeltas) {
        Blas.multiplyTransposedRight(rows, in, out, 1, outputDeltas, 0, parameters, weightOffset, 0, inputDeltas, 0);
    }

    /** Hands the layer's gradients over. {@code columnSums} is scratch of at least {@code out}. */
    public void update(
            float[] parameters, float[] inputs, float[] outputDeltas, int rows, UpdateRule rule, float[] columnSums) {
        rule.product(parameters, weightOffset, inputs, outputDeltas, rows, in, out);
        if (biasOffset != NO_BIAS) {
            Blas.columnSums(rows, out, outputDeltas, columnSums);
            rule.vector(parameters, biasOffset, columnSums, out);
        }
    }
}
