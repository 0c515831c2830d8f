package dev.kindling.learn.backprop;

import dev.kindling.encode.Encoder;
import dev.kindling.encode.Pixels;
import dev.kindling.encode.RowEncoder;
import dev.kindling.fault.UserMistake;
import dev.kindling.graph.GraphBuilder;
import dev.kindling.graph.InferenceGraph;
import dev.kindling.graph.Value;
import dev.kindling.learn.Classifier;
import dev.kindling.learn.FeatureMap;
import dev.kindling.learn.FisherDiagonal;
import dev.kindling.learn.GradientLearner;
import dev.kindling.learn.GraphLearner;
import dev.kindling.learn.HiddenLayers;
import dev.kindling.learn.Problem;
import dev.kindling.learn.Trainer;
import dev.kindling.nn.Activation;
import dev.kindling.nn.Dense;
import dev.kindling.nn.Layout;
import dev.kindling.nn.OutputLoss;
import dev.kindling.nn.Parameters;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A multilayer perceptron with softmax cross-entropy, trained by backpropagation: the baseline of the federated
 * averaging papers (McMahan et al. 2017 call 784-200-200-10 "2NN"). The whole network is one block.
 *
 * @param hidden sizes of the hidden layers, from the input on; empty for softmax regression
 * @param activation of the hidden layers
 */
public record Backprop(List<Integer> hidden, Activation activation)
        implements GradientLearner, HiddenLayers, GraphLearner {

    public Backprop {
        hidden = List.copyOf(hidden);
        for (int size : hidden) {
            UserMistake.requireRange(size >= 1, "hidden", "a list of sizes >= 1", hidden);
        }
    }

    /** Hidden layers of rectified linear units. */
    public Backprop(List<Integer> hidden) {
        this(hidden, Activation.RELU);
    }

    /** 784-200-200-10 on MNIST. */
    public static Backprop defaults() {
        return new Backprop(List.of(200, 200));
    }

    @Override
    public Layout layout(Problem problem) {
        Layout.Builder layout = Layout.builder();
        layers(problem, layout);
        return layout.build();
    }

    /** He initialisation for what feeds a ReLU (He et al. 2015), 1/sqrt(in) for a sigmoid and the output layer; biases zero. */
    @Override
    public void initialise(Problem problem, float[] parameters, RandomStream random) {
        List<Dense> layers = layers(problem, Layout.builder());
        for (int l = 0; l < layers.size(); l++) {
            Dense layer = layers.get(l);
            double gain = activation == Activation.RELU && l + 1 < layers.size() ? 2 : 1;
            layer.initialise(parameters, Math.sqrt(gain / layer.in()), random);
        }
    }

    @Override
    public Trainer trainer(Problem problem, int batchCapacity, UpdateRule rule, OutputLoss loss) {
        return new BackpropTrainer(layers(problem, Layout.builder()), activation, batchCapacity, rule, loss);
    }

    @Override
    public int featureWidth(Problem problem) {
        return hidden.isEmpty() ? problem.input().size() : hidden.get(hidden.size() - 1);
    }

    /** The last hidden layer's activations; the inputs where there is none. */
    @Override
    public FeatureMap featureMap(Problem problem, int batchCapacity) {
        ForwardPass forward = new ForwardPass(layers(problem, Layout.builder()), activation, batchCapacity);
        int width = featureWidth(problem);
        return (parameters, batch, features) -> {
            forward.run(parameters, batch.inputs(), batch.size());
            float[] last = hidden.isEmpty() ? batch.inputs() : forward.output(hidden.size() - 1);
            System.arraycopy(last, 0, features, 0, batch.size() * width);
        };
    }

    @Override
    public List<String> hiddenLayers() {
        return IntStream.range(0, hidden.size()).mapToObj(l -> "hidden" + l).toList();
    }

    /** A hidden layer's activations; by default those of the last, or the inputs where there is none. */
    @Override
    public Encoder encoder(Problem problem, Parameters parameters, String layer) {
        if (hidden.isEmpty() && layer.isBlank()) {
            return new Pixels();
        }
        int read = layer.isBlank() ? hidden.size() - 1 : hiddenLayer(layer);
        float[] model = parameters.values();
        return new RowEncoder(problem.input(), hidden.get(read), () -> {
            List<Dense> used = layers(problem, Layout.builder()).subList(0, read + 1);
            ForwardPass forward = new ForwardPass(used, activation, 1);
            return input -> {
                float[] values = forward.run(model, input, 1);
                activation.apply(values, hidden.get(read));
                return values;
            };
        });
    }

    @Override
    public FisherDiagonal fisher(Problem problem, int batchCapacity) {
        return new DenseFisher(layers(problem, Layout.builder()), activation, batchCapacity);
    }

    @Override
    public Classifier classifier(Problem problem, int batchCapacity) {
        ForwardPass forward = new ForwardPass(layers(problem, Layout.builder()), activation, batchCapacity);
        return (parameters, batch, scores) -> {
            float[] logits = forward.run(parameters, batch.inputs(), batch.size());
            System.arraycopy(logits, 0, scores, 0, batch.size() * problem.classes());
        };
    }

    @Override
    public InferenceGraph graph(Problem problem) {
        Layout.Builder builder = Layout.builder();
        List<Dense> layers = layers(problem, builder);
        GraphBuilder graph = new GraphBuilder(problem.input(), builder.build());
        Value value = graph.dense(graph.input(), layers.get(0));
        for (Dense layer : layers.subList(1, layers.size())) {
            value = graph.dense(graph.activation(value, activation), layer);
        }
        return graph.scores();
    }

    private List<Dense> layers(Problem problem, Layout.Builder layout) {
        List<Dense> layers = new ArrayList<>();
        int in = problem.input().size();
        for (int l = 0; l < hidden.size(); l++) {
            layers.add(Dense.add(layout, "hidden" + l, in, hidden.get(l)));
            in = hidden.get(l);
        }
        layers.add(Dense.add(layout, "output", in, problem.classes()));
        return layers;
    }
}
