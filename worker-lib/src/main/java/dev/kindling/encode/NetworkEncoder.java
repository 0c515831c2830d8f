package dev.kindling.encode;

import dev.kindling.network.Network;
import dev.kindling.network.Pass;
import dev.kindling.tensor.Shape;

/** A network that no longer learns. */
public final class NetworkEncoder implements Encoder {

    private static final long serialVersionUID = 1;

    private final Network network;
    private final float[] parameters;

    /**
     * Takes the parameters as they are, not a copy.
     *
     * @param parameters of a model in which the network has its place
     */
    public NetworkEncoder(Network network, float[] parameters) {
        this.network = network;
        this.parameters = parameters;
    }

    @Override
    public int dimension(Shape input) {
        requireInput(input);
        return network.output().size();
    }

    @Override
    public Embedder open(Shape input, int capacity) {
        requireInput(input);
        Pass pass = network.open(capacity);
        int dimension = network.output().size();
        return (inputs, rows, embeddings) ->
                System.arraycopy(pass.infer(parameters, inputs, rows), 0, embeddings, 0, rows * dimension);
    }

    private void requireInput(Shape input) {
        if (!input.equals(network.input())) {
            throw new IllegalArgumentException(
                    "the encoder takes inputs of shape " + network.input() + ", not " + input);
        }
    }
}
