package dev.kindling.network;

import dev.kindling.graph.GraphBuilder;
import dev.kindling.graph.Value;
import dev.kindling.nn.Layout;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;
import dev.kindling.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Layers one behind another, each with its place in a model. A network is a placed layer itself. Immutable. */
public final class Network implements PlacedLayer {

    private final Shape input;
    private final List<PlacedLayer> layers;

    private Network(Shape input, List<? extends PlacedLayer> layers) {
        this.input = input;
        this.layers = List.copyOf(layers);
    }

    /** Places the layers behind {@code input}, naming their tensors {@code prefix + number}. */
    public static Network of(Shape input, List<? extends Layer> layers, Layout.Builder layout, String prefix) {
        List<PlacedLayer> placed = new ArrayList<>();
        Shape shape = input;
        for (int l = 0; l < layers.size(); l++) {
            PlacedLayer layer = layers.get(l).place(shape, layout, prefix + l);
            placed.add(layer);
            shape = layer.output();
        }
        return new Network(input, placed);
    }

    /** Networks one behind another, each wherever its parameters lie. */
    public static Network chain(List<Network> networks) {
        return new Network(networks.get(0).input, List.copyOf(networks));
    }

    @Override
    public Network held() {
        return new Network(input, layers.stream().map(PlacedLayer::held).toList());
    }

    /** From the input on. */
    public List<PlacedLayer> layers() {
        return layers;
    }

    public Shape input() {
        return input;
    }

    @Override
    public Shape output() {
        return layers.isEmpty() ? input : layers.get(layers.size() - 1).output();
    }

    @Override
    public Value describe(GraphBuilder graph, Value before) {
        Value value = before;
        for (PlacedLayer layer : layers) {
            value = layer.describe(graph, value);
        }
        return value;
    }

    @Override
    public long multiplications() {
        return layers.stream().mapToLong(PlacedLayer::multiplications).sum();
    }

    @Override
    public void initialise(float[] parameters, RandomStream random) {
        for (PlacedLayer layer : layers) {
            layer.initialise(parameters, random);
        }
    }

    @Override
    public Pass open(int capacity) {
        return new LayersPass(input.size(), layers, capacity);
    }

    /** The layers' passes, and between two of them a buffer for the way back. */
    private static final class LayersPass implements Pass {

        private final int inputSize;
        private final Pass[] passes;
        private final float[][] outputs;
        private final float[][] deltas;

        LayersPass(int inputSize, List<PlacedLayer> layers, int capacity) {
            this.inputSize = inputSize;
            passes = new Pass[layers.size()];
            outputs = new float[passes.length][];
            deltas = new float[Math.max(0, passes.length - 1)][];
            for (int l = 0; l < passes.length; l++) {
                passes[l] = layers.get(l).open(capacity);
                if (l < deltas.length) {
                    deltas[l] = new float
                            [Blas.lengthFor(capacity, layers.get(l).output().size())];
                }
            }
        }

        @Override
        public float[] infer(float[] parameters, float[] inputs, int rows) {
            float[] values = inputs;
            for (Pass pass : passes) {
                values = pass.infer(parameters, values, rows);
            }
            return values;
        }

        @Override
        public float[] train(float[] parameters, float[] inputs, int rows, RandomStream random) {
            float[] values = inputs;
            for (int l = 0; l < passes.length; l++) {
                values = passes[l].train(parameters, values, rows, random);
                outputs[l] = values;
            }
            return values;
        }

        @Override
        public void backward(
                float[] parameters,
                float[] inputs,
                float[] outputDeltas,
                int rows,
                float @Nullable [] inputDeltas,
                UpdateRule rule) {
            if (passes.length == 0 && inputDeltas != null) {
                System.arraycopy(outputDeltas, 0, inputDeltas, 0, rows * inputSize);
            }
            float[] behind = outputDeltas;
            for (int l = passes.length - 1; l >= 0; l--) {
                float[] before = l == 0 ? inputs : outputs[l - 1];
                float @Nullable [] wanted = l == 0 ? inputDeltas : deltas[l - 1];
                passes[l].backward(parameters, before, behind, rows, wanted, rule);
                if (l > 0) {
                    behind = deltas[l - 1];
                }
            }
        }
    }
}
