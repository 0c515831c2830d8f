package dev.kindling.network;

import dev.kindling.nn.Activation;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;
import org.jspecify.annotations.Nullable;

/** Both ways there, their sum, and both ways back. */
final class ResidualPass implements Pass {

    private final Residual.Placed layer;
    private final Pass body;
    private final @Nullable Pass shortcut;
    private final float[] outputs;
    private final float[] shortcutDeltas;
    private final float[] shortcutInputDeltas;

    ResidualPass(Residual.Placed layer, int capacity) {
        this.layer = layer;
        body = layer.body().open(capacity);
        shortcut = layer.shortcut() == null ? null : layer.shortcut().open(capacity);
        outputs = new float[Blas.lengthFor(capacity, layer.output().size())];
        shortcutDeltas = new float[outputs.length];
        shortcutInputDeltas = new float
                [shortcut == null ? 0 : Blas.lengthFor(capacity, layer.input().size())];
    }

    @Override
    public float[] infer(float[] parameters, float[] inputs, int rows) {
        float[] passed = shortcut == null ? inputs : shortcut.infer(parameters, inputs, rows);
        return joined(body.infer(parameters, inputs, rows), passed, rows);
    }

    @Override
    public float[] train(float[] parameters, float[] inputs, int rows, RandomStream random) {
        float[] passed = shortcut == null ? inputs : shortcut.train(parameters, inputs, rows, random);
        return joined(body.train(parameters, inputs, rows, random), passed, rows);
    }

    private float[] joined(float[] changed, float[] passed, int rows) {
        int length = rows * layer.output().size();
        for (int i = 0; i < length; i++) {
            outputs[i] = Math.max(changed[i] + passed[i], 0f);
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
        int length = rows * layer.output().size();
        Activation.RELU.gradient(outputs, outputDeltas, length);
        // Each way back may overwrite what it is given.
        System.arraycopy(outputDeltas, 0, shortcutDeltas, 0, length);
        body.backward(parameters, inputs, outputDeltas, rows, inputDeltas, rule);
        if (shortcut != null) {
            float @Nullable [] wanted = inputDeltas == null ? null : shortcutInputDeltas;
            shortcut.backward(parameters, inputs, shortcutDeltas, rows, wanted, rule);
        }
        if (inputDeltas != null) {
            add(
                    shortcut == null ? shortcutDeltas : shortcutInputDeltas,
                    rows * layer.input().size(),
                    inputDeltas);
        }
    }

    private static void add(float[] values, int length, float[] to) {
        for (int i = 0; i < length; i++) {
            to[i] += values[i];
        }
    }
}
