package dev.kindling.learn.localloss;

import dev.kindling.network.Pass;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;
import org.jspecify.annotations.Nullable;

/** Both ways there, their sum, and both ways back; the gradients of the copy's own parameters reach nobody. */
final class BesideCopyPass implements Pass {

    private final Pass learning;
    private final Pass copy;
    private final int outputSize;
    private final int inputSize;
    private final float[] outputs;
    private final float[] copyDeltas;
    private final float[] copyInputDeltas;

    BesideCopyPass(BesideCopy.Placed layer, int capacity) {
        learning = layer.learning().open(capacity);
        copy = layer.copy().open(capacity);
        outputSize = layer.output().size();
        inputSize = layer.learning().input().size();
        outputs = new float[Blas.lengthFor(capacity, outputSize)];
        copyDeltas = new float[outputs.length];
        copyInputDeltas = new float[Blas.lengthFor(capacity, inputSize)];
    }

    @Override
    public float[] infer(float[] parameters, float[] inputs, int rows) {
        return sum(learning.infer(parameters, inputs, rows), copy.infer(parameters, inputs, rows), rows);
    }

    @Override
    public float[] train(float[] parameters, float[] inputs, int rows, RandomStream random) {
        float[] learnt = learning.train(parameters, inputs, rows, random);
        return sum(learnt, copy.train(parameters, inputs, rows, random), rows);
    }

    private float[] sum(float[] learnt, float[] followed, int rows) {
        for (int i = 0; i < rows * outputSize; i++) {
            outputs[i] = learnt[i] + followed[i];
        }
        return outputs;
    }

    @Override
    public void backward(
            float[] parameters,
            float[] inputs,
            float[] outputDeltas,
            int rows,
            float @Nullable [] inputDeltas,
            UpdateRule rule) {
        // Each way back may overwrite what it is given.
        System.arraycopy(outputDeltas, 0, copyDeltas, 0, rows * outputSize);
        learning.backward(parameters, inputs, outputDeltas, rows, inputDeltas, rule);
        if (inputDeltas == null) {
            return;
        }
        copy.backward(parameters, inputs, copyDeltas, rows, copyInputDeltas, Unmoved.RULE);
        for (int i = 0; i < rows * inputSize; i++) {
            inputDeltas[i] += copyInputDeltas[i];
        }
    }

    /** Moves nothing. */
    private enum Unmoved implements UpdateRule {
        RULE;

        @Override
        public void reset() {}

        @Override
        public void beginStep(float rateFactor) {}

        @Override
        public void product(
                float[] parameters, int offset, float[] inputs, float[] deltas, int rows, int in, int out) {}

        @Override
        public void vector(float[] parameters, int offset, float[] gradient, int length) {}
    }
}
