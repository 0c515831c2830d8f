package dev.kindling.learn.perforated;

import dev.kindling.nn.Activation;
import dev.kindling.nn.Dense;
import dev.kindling.nn.UpdateRule;
import dev.kindling.tensor.Blas;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thread's way through the layers and their grown dendrites, forth and back. Owns its buffers. */
final class GrownPass {

    private final GrownNetwork network;
    private final float[][] outputs;
    private final float[][] deltas;
    private final float[][] chosen;
    private final float[][][] dendrites;
    private final float[] columnSums;
    private float[] inputs = new float[0];

    GrownPass(GrownNetwork network, int capacity) {
        this.network = network;
        int layers = network.layers().size();
        outputs = new float[layers][];
        deltas = new float[layers][];
        chosen = new float[network.hidden()][];
        dendrites = new float[network.hidden()][][];
        int widest = 0;
        for (int l = 0; l < layers; l++) {
            int width = network.layers().get(l).out();
            widest = Math.max(widest, width);
            outputs[l] = new float[Blas.lengthFor(capacity, width)];
            deltas[l] = new float[outputs[l].length];
            if (l < network.hidden()) {
                List<Growth> growths = network.growths().get(l);
                chosen[l] = new float[growths.get(growths.size() - 1).stretch()];
                dendrites[l] = new float[growths.size()][outputs[l].length];
            }
        }
        columnSums = new float[widest];
    }

    /** Scores {@code [rows, classes]}. */
    float[] train(float[] parameters, float[] images, int rows) {
        return run(parameters, images, rows, false);
    }

    /** The same; a row's bits do not depend on the others. */
    float[] infer(float[] parameters, float[] images, int rows) {
        return run(parameters, images, rows, true);
    }

    private float[] run(float[] parameters, float[] images, int rows, boolean byRow) {
        inputs = images;
        int last = outputs.length - 1;
        for (int l = 0; l <= last; l++) {
            Dense layer = network.layers().get(l);
            if (byRow) {
                layer.forwardByRow(parameters, before(l), rows, outputs[l]);
            } else {
                layer.forward(parameters, before(l), rows, outputs[l]);
            }
            if (l < last) {
                hearDendrites(l, parameters, rows, byRow);
                Activation.RELU.apply(outputs[l], rows * layer.out());
            }
        }
        return outputs[last];
    }

    private void hearDendrites(int l, float[] parameters, int rows, boolean byRow) {
        List<Growth> growths = network.growths().get(l);
        for (int k = 0; k < growths.size(); k++) {
            Growth growth = growths.get(k);
            if (!growth.isGrown(parameters)) {
                return;
            }
            growth.choose(parameters, chosen[l]);
            growth.outputs(chosen[l], 0, before(l), dendrites[l], rows, byRow, dendrites[l][k]);
            for (int row = 0; row < rows; row++) {
                for (int unit = 0; unit < growth.units(); unit++) {
                    int at = row * growth.units() + unit;
                    outputs[l][at] += parameters[growth.weights() + unit] * dendrites[l][k][at];
                }
            }
        }
    }

    /** What layer l reads. */
    float[] before(int l) {
        return l == 0 ? inputs : outputs[l - 1];
    }

    /** Outputs of a layer's dendrites, as many as are grown. */
    float[][] dendrites(int l) {
        return dendrites[l];
    }

    /** Room for the gradient by the last layer's sums; behind {@link #backward} that by the sums of any layer. */
    float[] deltas(int l) {
        return deltas[l];
    }

    /**
     * The way back of the last {@link #train}, around the dendrites.
     *
     * @param rule gets the gradients by what neurons learn; null if nothing shall move
     */
    void backward(float[] parameters, int rows, @Nullable UpdateRule rule) {
        for (int l = outputs.length - 1; l >= 0; l--) {
            Dense layer = network.layers().get(l);
            if (l > 0) {
                // Before the update: the gradient belongs to the weights that made the outputs.
                layer.backward(parameters, deltas[l], rows, deltas[l - 1]);
                Activation.RELU.gradient(outputs[l - 1], deltas[l - 1], rows * layer.in());
            }
            if (rule != null) {
                update(l, parameters, rows, rule);
            }
        }
    }

    private void update(int l, float[] parameters, int rows, UpdateRule rule) {
        network.layers().get(l).update(parameters, before(l), deltas[l], rows, rule, columnSums);
        for (int k = 0; l < network.hidden() && k < dendrites[l].length; k++) {
            Growth growth = network.growths().get(l).get(k);
            if (growth.isGrown(parameters)) {
                ErrorProducts.columns(dendrites[l][k], deltas[l], rows, growth.units(), columnSums);
                rule.vector(parameters, growth.weights(), columnSums, growth.units());
            }
        }
    }
}
