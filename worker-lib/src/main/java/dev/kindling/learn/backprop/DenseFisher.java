package dev.kindling.learn.backprop;

import dev.kindling.data.Batch;
import dev.kindling.learn.FisherDiagonal;
import dev.kindling.nn.Activation;
import dev.kindling.nn.Dense;
import dev.kindling.nn.SoftmaxCrossEntropy;
import dev.kindling.tensor.Blas;
import java.util.Arrays;
import java.util.List;

/**
 * The Fisher diagonal of dense layers. The gradient of one example is the product of an input and a delta, so that the sum of
 * squares over examples is a product of squares: one matrix product a layer and label, and no gradient of a single example is formed.
 */
final class DenseFisher implements FisherDiagonal {

    private final List<Dense> layers;
    private final Activation activation;
    private final ForwardPass forward;
    private final float[][] deltas;
    private final float[][] squaredInputs;
    private final float[] probabilities;
    private final float[] batchSum;
    private final float[] columnSums;

    DenseFisher(List<Dense> layers, Activation activation, int batchCapacity) {
        this.layers = layers;
        this.activation = activation;
        this.forward = new ForwardPass(layers, activation, batchCapacity);
        this.deltas = new float[layers.size()][];
        this.squaredInputs = new float[layers.size()][];
        int size = 0;
        int widest = 0;
        for (int l = 0; l < deltas.length; l++) {
            Dense layer = layers.get(l);
            deltas[l] = new float[Blas.lengthFor(batchCapacity, layer.out())];
            squaredInputs[l] = new float[Blas.lengthFor(batchCapacity, layer.in())];
            size = Math.max(size, layer.biasOffset() + layer.out());
            widest = Math.max(widest, layer.out());
        }
        this.probabilities = new float[Blas.lengthFor(batchCapacity, classes())];
        this.batchSum = new float[size];
        this.columnSums = new float[widest];
    }

    private int classes() {
        return layers.get(layers.size() - 1).out();
    }

    @Override
    public void add(float[] parameters, Batch batch, double[] sum) {
        int rows = batch.size();
        float[] logits = forward.run(parameters, batch.inputs(), rows);
        for (int row = 0; row < rows; row++) {
            SoftmaxCrossEntropy.softmaxRow(logits, row * classes(), classes(), probabilities);
        }
        for (int l = 0; l < layers.size(); l++) {
            float[] inputs = l > 0 ? forward.output(l - 1) : batch.inputs();
            square(inputs, rows * layers.get(l).in(), squaredInputs[l]);
        }
        Arrays.fill(batchSum, 0);
        for (int label = 0; label < classes(); label++) {
            outputDelta(label, rows);
            backward(parameters, rows);
        }
        for (int i = 0; i < batchSum.length; i++) {
            sum[i] += batchSum[i];
        }
    }

    /** The root of p(label) times the gradient of -log p(label): its square is the label's share of the expectation. */
    private void outputDelta(int label, int rows) {
        float[] delta = deltas[deltas.length - 1];
        for (int row = 0; row < rows; row++) {
            int from = row * classes();
            float root = (float) Math.sqrt(probabilities[from + label]);
            for (int c = 0; c < classes(); c++) {
                delta[from + c] = root * (probabilities[from + c] - (c == label ? 1 : 0));
            }
        }
    }

    private void backward(float[] parameters, int rows) {
        for (int l = layers.size() - 1; l >= 0; l--) {
            Dense layer = layers.get(l);
            if (l > 0) {
                layer.backward(parameters, deltas[l], rows, deltas[l - 1]);
                activation.gradient(forward.output(l - 1), deltas[l - 1], rows * layer.in());
            }
            square(deltas[l], rows * layer.out(), deltas[l]);
            Blas.multiplyTransposedLeft(
                    layer.in(),
                    layer.out(),
                    rows,
                    1,
                    squaredInputs[l],
                    0,
                    deltas[l],
                    0,
                    1,
                    batchSum,
                    layer.weightOffset());
            Blas.columnSums(rows, layer.out(), deltas[l], columnSums);
            for (int i = 0; i < layer.out(); i++) {
                batchSum[layer.biasOffset() + i] += columnSums[i];
            }
        }
    }

    private static void square(float[] values, int size, float[] into) {
        for (int i = 0; i < size; i++) {
            into[i] = values[i] * values[i];
        }
    }
}
