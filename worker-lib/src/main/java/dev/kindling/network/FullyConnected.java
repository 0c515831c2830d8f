package dev.kindling.network;

import dev.kindling.fault.UserMistake;
import dev.kindling.graph.GraphBuilder;
import dev.kindling.graph.Value;
import dev.kindling.nn.Dense;
import dev.kindling.nn.Layout;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;
import dev.kindling.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Every output a weighted sum of all inputs. An output is a channel of a map of 1x1.
 *
 * @param units outputs
 * @param start how weights begin; biases begin at zero
 * @param bias whether each output has a bias; a batch normalisation behind the layer makes it idle
 */
public record FullyConnected(int units, Start start, boolean bias) implements Layer {

    /** The deviation of the normal that fresh weights are drawn from. */
    public enum Start {
        /** sqrt(2 / in), for what feeds a ReLU (He et al. 2015, equation 10). */
        HE {
            @Override
            double deviation(int in, int out) {
                return Math.sqrt(2.0 / in);
            }
        },
        /** sqrt(2 / (in + out)) (Glorot, Bengio 2010, equation 12). */
        GLOROT {
            @Override
            double deviation(int in, int out) {
                return Math.sqrt(2.0 / (in + out));
            }
        };

        abstract double deviation(int in, int out);
    }

    public FullyConnected {
        UserMistake.requireRange(units >= 1, "units", "at least 1", units);
    }

    @Override
    public PlacedLayer place(Shape input, Layout.Builder layout, String name) {
        Dense dense = bias
                ? Dense.add(layout, name, input.size(), units)
                : Dense.addWithoutBias(layout, name, input.size(), units);
        return new Placed(dense, start);
    }

    record Placed(Dense dense, Start start) implements PlacedLayer {

        @Override
        public Shape output() {
            return new Shape(dense.out(), 1, 1);
        }

        @Override
        public void initialise(float[] parameters, RandomStream random) {
            dense.initialise(parameters, start.deviation(dense.in(), dense.out()), random);
        }

        @Override
        public long multiplications() {
            return (long) dense.in() * dense.out();
        }

        @Override
        public Value describe(GraphBuilder graph, Value before) {
            return graph.dense(before, dense);
        }

        @Override
        public Pass open(int capacity) {
            return new Sums(dense, capacity);
        }
    }

    private static final class Sums implements Pass {

        private final Dense dense;
        private final float[] outputs;
        private final float[] columnSums;

        Sums(Dense dense, int capacity) {
            this.dense = dense;
            this.outputs = new float[Blas.lengthFor(capacity, dense.out())];
            this.columnSums = new float[dense.out()];
        }

        @Override
        public float[] infer(float[] parameters, float[] inputs, int rows) {
            dense.forwardByRow(parameters, inputs, rows, outputs);
            return outputs;
        }

        @Override
        public float[] train(float[] parameters, float[] inputs, int rows, RandomStream random) {
            dense.forward(parameters, inputs, rows, outputs);
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
            if (inputDeltas != null) {
                dense.backward(parameters, outputDeltas, rows, inputDeltas);
            }
            dense.update(parameters, inputs, outputDeltas, rows, rule, columnSums);
        }
    }
}
