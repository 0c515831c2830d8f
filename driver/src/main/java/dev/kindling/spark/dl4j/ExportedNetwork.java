package dev.kindling.spark.dl4j;

import dev.kindling.fault.UserMistake;
import dev.kindling.graph.InferenceGraph;
import dev.kindling.graph.Operation;
import dev.kindling.tensor.Shape;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;

/**
 * A model as a network of Deeplearning4j's: a MultiLayerNetwork where each operation reads the one before, else a ComputationGraph. Images go
 * in as {@code [batch, channels, height, width]}; where a dense layer reads them, as rows {@code [batch, n]} in the same order. The last layer of a
 * classifier is an OutputLayer with softmax and cross-entropy, so its output is probabilities. Weights are the model's to the bit, but for running
 * variances ({@link Operation.BatchNormalisation}).
 */
public final class ExportedNetwork {

    private ExportedNetwork() {}

    /**
     * Writes the zip that ModelSerializer reads, without an updater's state; does not close the stream.
     *
     * @throws UserMistake if Deeplearning4j has no layer for one of the operations
     */
    public static void write(InferenceGraph graph, float[] parameters, OutputStream out) throws IOException {
        OneThread.here();
        ModelSerializer.writeModel(of(graph, parameters), out, false);
    }

    static Model of(InferenceGraph graph, float[] parameters) {
        List<ExportedLayer> layers = layers(graph);
        return graph.isChain() ? stacked(graph, layers, parameters) : wired(graph, layers, parameters);
    }

    /** One for each operation that is a layer there: not for sums, nor for flattening, which they do between layers. */
    private static List<ExportedLayer> layers(InferenceGraph graph) {
        List<ExportedLayer> layers = new ArrayList<>();
        for (int k = 0; k < graph.operations().size(); k++) {
            boolean last = k + 1 == graph.operations().size();
            if (!(graph.operations().get(k) instanceof Operation.Sum)) {
                ExportedLayer.of(graph, k, last).ifPresent(layers::add);
            }
        }
        return layers;
    }

    private static MultiLayerNetwork stacked(InferenceGraph graph, List<ExportedLayer> layers, float[] parameters) {
        NeuralNetConfiguration.ListBuilder builder = new NeuralNetConfiguration.Builder().list();
        for (int l = 0; l < layers.size(); l++) {
            ExportedLayer layer = layers.get(l);
            builder.layer(layer.conf());
            Shape flattened = layer.flattened(graph);
            if (flattened != null && layer.reads(graph) > 0) {
                builder.inputPreProcessor(l, flattening(flattened));
            }
        }
        MultiLayerNetwork network =
                new MultiLayerNetwork(builder.setInputType(inputType(graph)).build());
        network.init();
        for (int l = 0; l < layers.size(); l++) {
            layers.get(l).fill(network.getLayer(l), parameters);
        }
        return network;
    }

    private static ComputationGraph wired(InferenceGraph graph, List<ExportedLayer> layers, float[] parameters) {
        ComputationGraphConfiguration.GraphBuilder builder = new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs(name(0))
                .setInputTypes(inputType(graph));
        for (int k = 0; k < graph.operations().size(); k++) {
            if (graph.operations().get(k) instanceof Operation.Sum sum) {
                builder.addVertex(
                        name(k + 1),
                        new ElementWiseVertex(ElementWiseVertex.Op.Add),
                        name(sum.left()),
                        name(sum.right()));
            }
        }
        for (ExportedLayer layer : layers) {
            Shape flattened = layer.flattened(graph);
            if (flattened == null || layer.reads(graph) == 0) {
                builder.addLayer(name(layer.value()), layer.conf(), name(layer.reads(graph)));
            } else {
                builder.addLayer(name(layer.value()), layer.conf(), flattening(flattened), name(layer.reads(graph)));
            }
        }
        ComputationGraph network = new ComputationGraph(
                builder.setOutputs(name(graph.operations().size())).build());
        network.init();
        for (ExportedLayer layer : layers) {
            layer.fill(network.getLayer(name(layer.value())), parameters);
        }
        return network;
    }

    private static String name(int value) {
        return value == 0 ? "input" : "value" + value;
    }

    private static CnnToFeedForwardPreProcessor flattening(Shape maps) {
        return new CnnToFeedForwardPreProcessor(maps.height(), maps.width(), maps.channels());
    }

    private static InputType inputType(InferenceGraph graph) {
        Shape input = graph.input();
        return graph.isVectors() || graph.operations().get(0) instanceof Operation.Flatten
                ? InputType.feedForward(input.size())
                : InputType.convolutional(input.height(), input.width(), input.channels());
    }

    static UserMistake refused(String what, String cure) {
        return new UserMistake("--format dl4j: Deeplearning4j has no layer for " + what + "; " + cure);
    }
}
