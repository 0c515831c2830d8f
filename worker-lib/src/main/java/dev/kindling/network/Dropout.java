package dev.kindling.network;

import dev.kindling.fault.UserMistake;
import dev.kindling.graph.GraphBuilder;
import dev.kindling.graph.Value;
import dev.kindling.nn.Layout;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;
import dev.kindling.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * While a network learns, each value is 0 with probability {@code rate}, else divided by 1 - rate (Srivastava et al. 2014, scaled the other way
 * round, so that inference leaves values as they are). Who is dropped is drawn from the unit's stream.
 *
 * @param rate in [0, 1)
 */
public record Dropout(double rate) implements Layer {

    public Dropout {
        requireRate(rate);
    }

    /** What every key {@code dropout} may be. */
    static void requireRate(double rate) {
        UserMistake.requireRange(rate >= 0 && rate < 1, "dropout", "in [0, 1)", rate);
    }

    @Override
    public PlacedLayer place(Shape input, Layout.Builder layout, String name) {
        return new Placed((float) rate, input, false);
    }

    record Placed(float rate, Shape output, boolean isHeld) implements PlacedLayer {

        @Override
        public PlacedLayer held() {
            return new Placed(rate, output, true);
        }

        @Override
        public void initialise(float[] parameters, RandomStream random) {
            // Learns nothing.
        }

        @Override
        public Value describe(GraphBuilder graph, Value before) {
            return before;
        }

        @Override
        public Pass open(int capacity) {
            return new Dropping(this, capacity);
        }
    }

    private static final class Dropping implements Pass {

        private final Placed layer;
        private final float[] outputs;
        private final float[] factors;

        Dropping(Placed layer, int capacity) {
            this.layer = layer;
            this.outputs = new float[Blas.lengthFor(capacity, layer.output().size())];
            this.factors = new float[outputs.length];
        }

        @Override
        public float[] infer(float[] parameters, float[] inputs, int rows) {
            return inputs;
        }

        @Override
        public float[] train(float[] parameters, float[] inputs, int rows, RandomStream random) {
            float kept = 1 / (1 - layer.rate());
            for (int i = 0; i < rows * layer.output().size(); i++) {
                factors[i] = layer.isHeld() ? 1 : random.nextFloat() < layer.rate() ? 0 : kept;
                outputs[i] = factors[i] * inputs[i];
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
            for (int i = 0; inputDeltas != null && i < rows * layer.output().size(); i++) {
                inputDeltas[i] = factors[i] * outputDeltas[i];
            }
        }
    }
}
