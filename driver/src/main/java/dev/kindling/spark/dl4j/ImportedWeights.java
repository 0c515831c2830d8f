package dev.kindling.spark.dl4j;

import dev.kindling.fault.UserMistake;
import dev.kindling.graph.InferenceGraph;
import dev.kindling.graph.Operation;
import dev.kindling.graph.TensorView;
import dev.kindling.tensor.Shape;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What the layers of a model of Deeplearning4j's or Keras' learnt, to begin a training of ours with. Layers that learnt something are taken in
 * their order: dense, convolution, batch normalisation. Their activations and other settings are not looked at.
 */
public final class ImportedWeights {

    private static final String LOG_DEVIATION = "log10stdev";

    private final List<LayeredNetwork.Learnt> layers;
    private final String where;

    private ImportedWeights(LayeredNetwork network, String where) {
        this.layers = network.learnt();
        this.where = where;
    }

    /**
     * Of a zip file that ModelSerializer wrote.
     *
     * @param where the file, for messages
     * @throws UserMistake if it is no such file
     */
    public static ImportedWeights ofDeeplearning4j(byte[] file, String where) {
        OneThread.here();
        return new ImportedWeights(ModelZip.read(file, where), where);
    }

    /** Of a Keras model in HDF5. */
    public static ImportedWeights ofKeras(byte[] file, String where) throws IOException {
        OneThread.here();
        return new ImportedWeights(KerasFile.read(file, where), where);
    }

    /**
     * Puts them into a model; what of it is no part of the graph stays as it is. Values move to the bit (double ones are rounded to float32), but for
     * running mean squares. A bias of theirs where ours has none goes into the running mean of the batch normalisation behind it, which then computes
     * the same.
     *
     * @throws UserMistake that names the first layer that does not fit, with both shapes; or if the graph has branches, whose layers are in no order
     */
    public void into(InferenceGraph graph, float[] model) {
        if (!graph.isChain()) {
            throw new UserMistake(
                    "start: layers of " + where + " are taken one behind another, but the learner's network has"
                            + " branches; take start.type = run or safetensors, or another network");
        }
        List<Operation> learning = graph.operations().stream()
                .filter(operation -> !operation.tensors().isEmpty())
                .toList();
        float[] idle = new float[0];
        for (int l = 0; l < learning.size(); l++) {
            Operation operation = learning.get(l);
            if (l >= layers.size()) {
                throw misfit(operation.tensors().get(0), "no more layers that learnt something");
            }
            LayeredNetwork.Learnt layer = layers.get(l);
            if (operation instanceof Operation.BatchNormalisation norm) {
                takeNorm(norm, layer, idle, model);
                idle = new float[0];
            } else {
                idle = takeWeighted(operation, layer, graph, model);
                requireTaken(idle, operation, l + 1 < learning.size() ? learning.get(l + 1) : null, layer);
            }
        }
        if (layers.size() > learning.size()) {
            throw UserMistake.of(
                    "layer " + layers.get(learning.size()).name(),
                    "no more than the learner's " + learning.size() + " layers that learn",
                    "one more",
                    where,
                    cure());
        }
    }

    /** Returns the biases that there is no place for. */
    private float[] takeWeighted(
            Operation operation, LayeredNetwork.Learnt layer, InferenceGraph graph, float[] model) {
        TensorView weight = operation.tensors().get(0);
        boolean dense = operation instanceof Operation.Dense;
        INDArray theirs = requireTensor(layer, "W", dense ? 2 : 4, weight);
        INDArray ordered = dense ? theirs.transpose() : theirs;
        float[] values = requireShape(layer, weight, ordered);
        if (dense && isChannelsLast(layer)) {
            values = channelsFirst(values, weight, flattened(operation, graph));
        }
        weight.write(values, model);
        INDArray bias = layer.tensors().get("b");
        List<TensorView> tensors = operation.tensors();
        if (tensors.size() > 1) {
            tensors.get(1).write(bias == null ? new float[tensors.get(1).size()] : floats(bias), model);
            return new float[0];
        }
        return bias == null ? new float[0] : floats(bias);
    }

    private void requireTaken(
            float[] idle, Operation operation, @Nullable Operation next, LayeredNetwork.Learnt layer) {
        boolean normalised = next instanceof Operation.BatchNormalisation;
        for (float bias : idle) {
            if (bias != 0 && !normalised) {
                throw UserMistake.of(
                        "layer " + layer.name(),
                        "no biases, as " + operation.tensors().get(0).name() + " has none",
                        "biases",
                        where,
                        cure());
            }
        }
    }

    private void takeNorm(Operation.BatchNormalisation norm, LayeredNetwork.Learnt layer, float[] idle, float[] model) {
        Map<String, TensorView> vectors =
                Map.of("gamma", norm.scale(), "beta", norm.shift(), "mean", norm.mean(), "var", norm.meanSquare());
        for (String name : List.of("gamma", "beta", "mean", "var")) {
            TensorView ours = Objects.requireNonNull(vectors.get(name));
            INDArray theirs = requireTensor(layer, kept(name, layer), 2, norm.scale());
            float[] values = requireShape(layer, ours, theirs.reshape(theirs.length()));
            if (layer.tensors().containsKey(LOG_DEVIATION) && name.equals("var")) {
                for (int c = 0; c < values.length; c++) {
                    values[c] = (float) Math.pow(10, 2.0 * values[c]);
                }
            }
            if (name.equals("mean")) {
                for (int c = 0; c < idle.length; c++) {
                    values[c] -= idle[c];
                }
            }
            if (name.equals("var")) {
                norm.setVariance(values, model);
            } else {
                ours.write(values, model);
            }
        }
    }

    /** Deeplearning4j keeps the variance, or else the decimal logarithm of the deviation. */
    private static String kept(String name, LayeredNetwork.Learnt layer) {
        return name.equals("var") && layer.tensors().containsKey(LOG_DEVIATION) ? LOG_DEVIATION : name;
    }

    private INDArray requireTensor(LayeredNetwork.Learnt layer, String name, int rank, TensorView wanted) {
        INDArray found = layer.tensors().get(name);
        if (found == null || found.rank() != rank) {
            Set<String> names = new java.util.TreeSet<>(layer.tensors().keySet());
            throw misfit(
                    wanted,
                    "layer " + layer.name() + " with " + String.join(", ", names)
                            + (found == null ? "" : " of shape " + java.util.Arrays.toString(found.shape())));
        }
        return found;
    }

    private float[] requireShape(LayeredNetwork.Learnt layer, TensorView wanted, INDArray found) {
        List<Integer> shape = java.util.Arrays.stream(found.shape())
                .mapToInt(Math::toIntExact)
                .boxed()
                .toList();
        if (!shape.equals(wanted.shape())) {
            throw misfit(wanted, shape + " of layer " + layer.name());
        }
        return floats(found);
    }

    private UserMistake misfit(TensorView wanted, String found) {
        return UserMistake.of("tensor " + wanted.name(), "shape " + wanted.shape(), found, where, cure());
    }

    private static String cure() {
        return "give a model whose layers that learn are the learner's, in this order and of these sizes";
    }

    private static float[] floats(INDArray array) {
        return array.dup('c').data().asFloat();
    }

    private static boolean isChannelsLast(LayeredNetwork.Learnt layer) {
        return layer.before() instanceof CnnToFeedForwardPreProcessor flattening
                && (flattening.getFormat() == CNN2DFormat.NHWC
                        || flattening
                                .getClass()
                                .getSimpleName()
                                .toLowerCase(Locale.ROOT)
                                .startsWith("tensorflow"));
    }

    private static Shape flattened(Operation operation, InferenceGraph graph) {
        int input = operation.inputs().get(0);
        return input > 0 && graph.operations().get(input - 1) instanceof Operation.Flatten flatten
                ? graph.shapes().get(flatten.input())
                : graph.shapes().get(input);
    }

    /** Weights {@code [out, height, width, channels]} as {@code [out, channels, height, width]}. */
    private static float[] channelsFirst(float[] values, TensorView weight, Shape maps) {
        int in = weight.shape().get(1);
        int positions = maps.height() * maps.width();
        float[] ordered = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            int place = i % in;
            ordered[i - place + place % maps.channels() * positions + place / maps.channels()] = values[i];
        }
        return ordered;
    }
}
