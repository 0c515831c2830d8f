package dev.kindling.spark.dl4j;

import dev.kindling.graph.InferenceGraph;
import dev.kindling.graph.Operation;
import dev.kindling.graph.TensorView;
import dev.kindling.tensor.Shape;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * An operation as a layer of Deeplearning4j's.
 *
 * @param operation what it does
 * @param value number of what it gives
 * @param conf the layer's settings
 */
record ExportedLayer(Operation operation, int value, Layer conf) {

    /**
     * The layer of operation {@code k}; none for flattening, unless that is the end.
     *
     * @param last whether nothing comes behind it
     */
    static Optional<ExportedLayer> of(InferenceGraph graph, int k, boolean last) {
        Operation operation = graph.operations().get(k);
        if (operation instanceof Operation.Flatten && !last) {
            return Optional.empty();
        }
        return Optional.of(new ExportedLayer(operation, k + 1, conf(operation, graph, last)));
    }

    private static Layer conf(Operation operation, InferenceGraph graph, boolean last) {
        if (operation instanceof Operation.Dense dense) {
            return dense(dense, last && graph.result() == InferenceGraph.Result.SCORES);
        }
        if (operation instanceof Operation.Convolution convolution) {
            int kernel = convolution.kernel();
            return new ConvolutionLayer.Builder(kernel, kernel)
                    .stride(convolution.stride(), convolution.stride())
                    .padding(convolution.padding(), convolution.padding())
                    .convolutionMode(ConvolutionMode.Truncate)
                    .nOut(convolution.channels())
                    .hasBias(convolution.bias() != null)
                    .activation(Activation.IDENTITY)
                    .build();
        }
        if (operation instanceof Operation.BatchNormalisation norm) {
            return new BatchNormalization.Builder()
                    .eps(norm.epsilon())
                    // Else it keeps the logarithm of the deviation.
                    .useLogStd(false)
                    .build();
        }
        if (operation instanceof Operation.Rectifier) {
            return new ActivationLayer(Activation.RELU);
        }
        if (operation instanceof Operation.Sigmoid) {
            return new ActivationLayer(Activation.SIGMOID);
        }
        if (operation instanceof Operation.MaximumPool pool) {
            return pooling(SubsamplingLayer.PoolingType.MAX, pool.size(), pool.size());
        }
        if (operation instanceof Operation.CellMeans means && means.height() > 0 && means.width() > 0) {
            return pooling(SubsamplingLayer.PoolingType.AVG, means.height(), means.width());
        }
        // At the end, where nothing else would flatten.
        if (operation instanceof Operation.Flatten flatten && !flatten.channelsLast()) {
            return new ActivationLayer(Activation.IDENTITY);
        }
        throw ExportedNetwork.refused(named(operation), "take --format onnx");
    }

    private static Layer dense(Operation.Dense dense, boolean scores) {
        if (scores) {
            return new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                    .nOut(dense.out())
                    .hasBias(dense.bias() != null)
                    .activation(Activation.SOFTMAX)
                    .build();
        }
        return new DenseLayer.Builder()
                .nOut(dense.out())
                .hasBias(dense.bias() != null)
                .activation(Activation.IDENTITY)
                .build();
    }

    private static Layer pooling(SubsamplingLayer.PoolingType type, int height, int width) {
        return new SubsamplingLayer.Builder(type)
                .kernelSize(height, width)
                .stride(height, width)
                .convolutionMode(ConvolutionMode.Truncate)
                .build();
    }

    private static String named(Operation operation) {
        if (operation instanceof Operation.LayerNormalisation) {
            return "a layer normalisation by itself";
        }
        if (operation instanceof Operation.CellMeans) {
            return "means over cells of several sizes";
        }
        return operation instanceof Operation.Flatten ? "embeddings of maps with the channels last" : "maps of vectors";
    }

    /** The shape of the maps that are flattened before this layer; null if none are. */
    @Nullable
    Shape flattened(InferenceGraph graph) {
        if (operation instanceof Operation.Flatten flatten) {
            return graph.shapes().get(flatten.input());
        }
        int input = operation.inputs().get(0);
        return input > 0 && graph.operations().get(input - 1) instanceof Operation.Flatten flatten
                ? graph.shapes().get(flatten.input())
                : null;
    }

    /** Number of the value that the layer reads, where flattening is no value of its own. */
    int reads(InferenceGraph graph) {
        int input = operation.inputs().get(0);
        return input > 0 && graph.operations().get(input - 1) instanceof Operation.Flatten flatten
                ? flatten.input()
                : input;
    }

    /** Puts what the operation learnt into their layer. */
    void fill(org.deeplearning4j.nn.api.Layer layer, float[] parameters) {
        if (operation instanceof Operation.Dense dense) {
            set(layer, "W", array(dense.weight(), parameters).transpose().dup('f'));
            fillBias(layer, dense.bias(), parameters);
        } else if (operation instanceof Operation.Convolution convolution) {
            set(layer, "W", array(convolution.weight(), parameters));
            fillBias(layer, convolution.bias(), parameters);
        } else if (operation instanceof Operation.BatchNormalisation norm) {
            set(layer, "gamma", row(norm.scale().read(parameters)));
            set(layer, "beta", row(norm.shift().read(parameters)));
            set(layer, "mean", row(norm.mean().read(parameters)));
            set(layer, "var", row(norm.variance(parameters)));
        }
    }

    private static void fillBias(org.deeplearning4j.nn.api.Layer layer, @Nullable TensorView bias, float[] parameters) {
        if (bias != null) {
            set(layer, "b", row(bias.read(parameters)));
        }
    }

    /** They would take a tensor of any name and never look at it. */
    private static void set(org.deeplearning4j.nn.api.Layer layer, String name, INDArray values) {
        if (!layer.paramTable().containsKey(name)) {
            throw new IllegalStateException(layer.conf().getLayer() + " has no tensor " + name);
        }
        layer.setParam(name, values);
    }

    private static INDArray row(float[] values) {
        return Nd4j.create(values, new int[] {1, values.length}, 'c');
    }

    private static INDArray array(TensorView view, float[] parameters) {
        int[] shape = view.shape().stream().mapToInt(Integer::intValue).toArray();
        return Nd4j.create(view.read(parameters), shape, 'c');
    }
}
