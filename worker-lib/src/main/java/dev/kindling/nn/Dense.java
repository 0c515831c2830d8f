package dev.kindling.nn;

import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;

/**
 * y = x W + b with W {@code [in, out]} row-major and b {@code [out]}, both in the model's flat array. Holds no values,
 * only where they lie.
 */
public record Dense(int in, int out, int weightOffset, int biasOffset) implements java.io.Serializable {

    /** Adds the layer's tensors {@code name.weight} and {@code name.bias} to a layout. */
    public static Dense add(Layout.Builder layout, String name, int in, int out) {
        return new Dense(in, out, layout.add(name + ".weight", in, out), layout.add(name + ".bias", out));
    }

    /** Weights normal with the given standard deviation, biases zero. */
    public void initialise(float[] parameters, double deviation, RandomStream random) {
        for (int i = 0; i < in * out; i++) {
            parameters[weightOffset + i] = (float) (deviation * random.nextGaussian());
        }
        for (int i = 0; i < out; i++) {
            parameters[biasOffset + i] = 0;
        }
    }

    /** outputs {@code [rows, out]} = inputs {@code [rows, in]} W + b. */
    public void forward(float[] parameters, float[] inputs, int rows, float[] outputs) {
        for (int row = 0; row < rows; row++) {
            System.arraycopy(parameters, biasOffset, outputs, row * out, out);
        }
        Blas.multiply(rows, out, in, 1, inputs, 0, parameters, weightOffset, 1, outputs, 0);
    }

    /** inputDeltas {@code [rows, in]} = outputDeltas {@code [rows, out]} W'. */
    public void backward(float[] parameters, float[] outputDeltas, int rows, float[] inputDeltas) {
        Blas.multiplyTransposedRight(rows, in, out, 1, outputDeltas, 0, parameters, weightOffset, 0, inputDeltas, 0);
    }

    /** Hands the layer's gradients over. {@code columnSums} is scratch of at least {@code out}. */
    public void update(
            float[] parameters, float[] inputs, float[] outputDeltas, int rows, UpdateRule rule, float[] columnSums) {
        Blas.columnSums(rows, out, outputDeltas, columnSums);
        rule.product(parameters, weightOffset, inputs, outputDeltas, rows, in, out);
        rule.vector(parameters, biasOffset, columnSums, out);
    }
}
