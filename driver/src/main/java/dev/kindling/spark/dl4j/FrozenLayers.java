package dev.kindling.spark.dl4j;

import dev.kindling.encode.Embedder;
import dev.kindling.encode.Encoder;
import dev.kindling.tensor.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The first layers of a Deeplearning4j network, run by Deeplearning4j. Each embedder has a network of its own, for theirs are
 * not for more than one thread, and gives it one row at a time: with several its products would round a row by its place among the others.
 * An embedding is the layer's activations in the order the layer has them, rounded to float32.
 */
final class FrozenLayers implements Encoder {

    private static final long serialVersionUID = 1;

    private final byte[] zip;
    private final String where;
    private final int layer;
    private final InputOrder order;
    private final Shape input;
    private final int dimension;

    /** Runs one example of zeros to learn the dimension. */
    FrozenLayers(LayeredNetwork network, byte[] zip, String where, int layer, Shape input) {
        this.zip = zip;
        this.where = where;
        this.layer = layer;
        this.order = InputOrder.of(network.path());
        this.input = input;
        INDArray zeros = Nd4j.zeros(network.dataType(), order.shape(input));
        network.run(zeros);
        this.dimension = Math.toIntExact(network.activations(layer, zeros).length());
    }

    @Override
    public int dimension(Shape shape) {
        requireInput(shape);
        return dimension;
    }

    @Override
    public Embedder open(Shape shape, int capacity) {
        requireInput(shape);
        LayeredNetwork network = ModelZip.read(zip, where);
        OneThread.here();
        float[] values = new float[input.size()];
        return (inputs, rows, embeddings) -> {
            for (int row = 0; row < rows; row++) {
                INDArray example = order.arrange(inputs, row, input, values).castTo(network.dataType());
                float[] embedding =
                        network.activations(layer, example).dup('c').data().asFloat();
                System.arraycopy(embedding, 0, embeddings, row * dimension, dimension);
            }
        };
    }

    private void requireInput(Shape shape) {
        if (!shape.equals(input)) {
            throw new IllegalArgumentException("the encoder takes inputs of shape " + input + ", not " + shape);
        }
    }
}
