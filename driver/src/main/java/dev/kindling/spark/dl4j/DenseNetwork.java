package dev.kindling.spark.dl4j;

import dev.kindling.nn.Activation;
import dev.kindling.nn.Layout;
import dev.kindling.nn.Parameters;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * A multilayer perceptron as both know it: our layout is a weight {@code [in, out]}, row by row, and a bias
 * {@code [out]} for each layer; theirs is the same with the weight column by column.
 */
final class DenseNetwork {

    private DenseNetwork() {}

    /**
     * Theirs with our values, to the bit.
     *
     * @param ours of a network of dense layers
     * @param rate of their gradient descent
     * @param seed of their random numbers; 0 would mean none to them, so never 0
     */
    static MultiLayerNetwork of(Parameters ours, Activation activation, double rate, long seed) {
        List<Layout.Tensor> tensors = ours.layout().tensors();
        NeuralNetConfiguration.ListBuilder layers = new NeuralNetConfiguration.Builder()
                .seed(requireSeed(seed))
                .updater(new Sgd(rate))
                .list();
        for (int t = 0; t + 2 < tensors.size(); t += 2) {
            layers.layer(new DenseLayer.Builder()
                    .nIn(in(tensors.get(t)))
                    .nOut(out(tensors.get(t)))
                    .activation(theirs(activation))
                    .build());
        }
        Layout.Tensor last = tensors.get(tensors.size() - 2);
        layers.layer(new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                .nIn(in(last))
                .nOut(out(last))
                .activation(org.nd4j.linalg.activations.Activation.SOFTMAX)
                .build());
        MultiLayerConfiguration configuration = layers.build();
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();
        for (int t = 0; t < tensors.size(); t++) {
            network.setParam(key(t), theirs(ours, tensors.get(t)));
        }
        return network;
    }

    /** Their values in our layout, to the bit. */
    static Parameters values(MultiLayerNetwork theirs, Layout layout) {
        float[] values = new float[layout.size()];
        for (int t = 0; t < layout.tensors().size(); t++) {
            Layout.Tensor tensor = layout.tensors().get(t);
            float[] rows = theirs.getParam(key(t)).dup('c').data().asFloat();
            System.arraycopy(rows, 0, values, tensor.offset(), tensor.size());
        }
        return new Parameters(layout, values);
    }

    private static long requireSeed(long seed) {
        if (seed == 0) {
            throw new IllegalArgumentException("a seed of 0 means none to ND4J");
        }
        return seed;
    }

    private static String key(int tensor) {
        return tensor / 2 + (tensor % 2 == 0 ? "_W" : "_b");
    }

    private static int in(Layout.Tensor weight) {
        return weight.shape().get(0);
    }

    private static int out(Layout.Tensor weight) {
        return weight.shape().get(1);
    }

    private static INDArray theirs(Parameters ours, Layout.Tensor tensor) {
        float[] values = new float[tensor.size()];
        System.arraycopy(ours.values(), tensor.offset(), values, 0, values.length);
        int columns = tensor.shape().get(tensor.shape().size() - 1);
        return Nd4j.create(values, new int[] {values.length / columns, columns}, 'c');
    }

    private static org.nd4j.linalg.activations.Activation theirs(Activation ours) {
        return switch (ours) {
            case RELU -> org.nd4j.linalg.activations.Activation.RELU;
            case SIGMOID -> org.nd4j.linalg.activations.Activation.SIGMOID;
        };
    }
}
