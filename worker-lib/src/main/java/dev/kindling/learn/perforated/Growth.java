package dev.kindling.learn.perforated;

import dev.kindling.nn.Activations;
import dev.kindling.nn.Layout;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;
import java.io.Serializable;
import java.util.Arrays;

/**
 * One dendrite for each neuron of a layer, with its candidates. A candidate is a matrix {@code [in + 1 + before, units]}: what a neuron's
 * dendrite hears of the layer's inputs, its bias, and what it hears of the neuron's dendrites before it.
 *
 * @param in the layer's inputs
 * @param before dendrites that each neuron has already
 * @param first offset of the first candidate; the others lie behind it
 * @param weights offset of what neurons hear of the dendrite, {@code [units]}
 * @param means offset of what was measured, {@code [2 candidates + 1, units]}: means of each candidate's D, then of each one's D delta, then of
 *     delta
 * @param measured offset of one value, 0 before the means were measured; then what they were scaled by, 1 for the plain mean of all clients
 */
record Growth(int in, int units, int before, int candidates, int first, int weights, int means, int measured)
        implements Serializable {

    static Growth place(int in, int units, int before, int candidates, Layout.Builder layout, String name) {
        int first = layout.size();
        for (int c = 0; c < candidates; c++) {
            layout.add(name + ".candidate" + c, in + 1 + before, units);
        }
        int weights = layout.add(name + ".weight", units);
        int means = layout.add(name + ".means", 2 * candidates + 1, units);
        return new Growth(in, units, before, candidates, first, weights, means, layout.add(name + ".measured", 1));
    }

    /** Values of a candidate. */
    int stretch() {
        return (in + 1 + before) * units;
    }

    int candidate(int c) {
        return first + c * stretch();
    }

    /** Candidates normal with variance 1 / in, without biases, deaf to other dendrites; neurons deaf to the dendrite. */
    void initialise(float[] parameters, RandomStream random) {
        Arrays.fill(parameters, first, measured + 1, 0);
        for (int c = 0; c < candidates; c++) {
            for (int i = 0; i < in * units; i++) {
                parameters[candidate(c) + i] = (float) (random.nextGaussian() / Math.sqrt(in));
            }
        }
    }

    boolean isGrown(float[] parameters) {
        return parameters[measured] != 0;
    }

    /** The covariance of a candidate of neuron {@code unit} with its error, as it was measured. */
    double covariance(float[] parameters, int c, int unit) {
        double scale = parameters[measured];
        double output = parameters[means + c * units + unit] / scale;
        double product = parameters[means + (candidates + c) * units + unit] / scale;
        double error = parameters[means + 2 * candidates * units + unit] / scale;
        return product - output * error;
    }

    /** Which of a neuron's candidates has the largest magnitude of covariance; of equal ones the first. */
    int best(float[] parameters, int unit) {
        int best = 0;
        for (int c = 1; c < candidates; c++) {
            if (Math.abs(covariance(parameters, c, unit)) > Math.abs(covariance(parameters, best, unit))) {
                best = c;
            }
        }
        return best;
    }

    /** Copies each neuron's best candidate out, laid out as a candidate. */
    void choose(float[] parameters, float[] chosen) {
        for (int unit = 0; unit < units; unit++) {
            int from = candidate(best(parameters, unit));
            for (int i = unit; i < stretch(); i += units) {
                chosen[i] = parameters[from + i];
            }
        }
    }

    /**
     * Writes D {@code [rows, units]}.
     *
     * @param weights laid out as a candidate, from {@code offset} on
     * @param earlier outputs of the neurons' dendrites before this one
     * @param byRow whether a row's bits shall not depend on the other rows
     */
    void outputs(
            float[] weights, int offset, float[] inputs, float[][] earlier, int rows, boolean byRow, float[] outputs) {
        int bias = offset + in * units;
        for (int row = 0; row < rows; row++) {
            System.arraycopy(weights, bias, outputs, row * units, units);
            for (int k = 0; k < before; k++) {
                for (int unit = 0; unit < units; unit++) {
                    outputs[row * units + unit] +=
                            weights[bias + (k + 1) * units + unit] * earlier[k][row * units + unit];
                }
            }
        }
        int together = byRow ? 1 : rows;
        for (int row = 0; row < rows; row += together) {
            Blas.multiply(together, units, in, 1, inputs, row * in, weights, offset, 1, outputs, row * units);
        }
        Activations.sigmoid(outputs, rows * units);
    }
}
