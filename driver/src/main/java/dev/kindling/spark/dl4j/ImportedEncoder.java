package dev.kindling.spark.dl4j;

import dev.kindling.encode.Encoder;
import dev.kindling.fault.UserMistake;
import dev.kindling.tensor.Shape;
import java.io.IOException;
import java.util.List;

/**
 * The first layers of a model of Deeplearning4j's or Keras', frozen. A Keras model becomes one of Deeplearning4j's on the driver, so
 * executors read no HDF5. Model files can name classes that are loaded: use only those of people you trust.
 *
 * @param encoder those layers
 * @param parameters of the whole model
 * @param layer the last layer that is used
 * @param layers the names of all layers, from the input on
 */
public record ImportedEncoder(Encoder encoder, long parameters, String layer, List<String> layers) {

    /**
     * Of a zip file that ModelSerializer wrote, of a MultiLayerNetwork or a ComputationGraph.
     *
     * @param layer name or number, from 0, of the last layer to use; empty for the one before the output
     * @param input shape of the examples
     * @param where the file, for messages
     * @throws UserMistake if it is no such file, has no such layer or takes other inputs
     */
    public static ImportedEncoder ofDeeplearning4j(byte[] file, String layer, Shape input, String where) {
        OneThread.here();
        return of(ModelZip.read(file, where), file, layer, input, where);
    }

    /** The same of a Keras model, Sequential or functional, in HDF5. */
    public static ImportedEncoder ofKeras(byte[] file, String layer, Shape input, String where) throws IOException {
        OneThread.here();
        LayeredNetwork network = KerasFile.read(file, where);
        return of(network, network.bytes(), layer, input, where);
    }

    private static ImportedEncoder of(LayeredNetwork network, byte[] zip, String layer, Shape input, String where) {
        List<String> layers = network.layers();
        int index = layer.isBlank() ? network.lastBeforeOutput() : index(layers, layer);
        if (index < 0 || index >= layers.size()) {
            throw UserMistake.of(
                    "layer",
                    layer.isBlank()
                            ? "a layer before the output"
                            : "one of " + layers + " or a number below " + layers.size(),
                    layer.isBlank() ? "none" : layer,
                    where,
                    "name the last layer that shall be used");
        }
        return new ImportedEncoder(
                frozen(network, zip, where, index, input), network.parameters(), layers.get(index), layers);
    }

    private static int index(List<String> layers, String layer) {
        int named = layers.indexOf(layer);
        return named >= 0 || !layer.matches("\\d{1,9}") ? named : Integer.parseInt(layer);
    }

    private static Encoder frozen(LayeredNetwork network, byte[] zip, String where, int layer, Shape input) {
        try {
            return new FrozenLayers(network, zip, where, layer, input);
        } catch (RuntimeException refused) {
            throw new UserMistake(
                    "images of another size: expected what the model takes, found " + input + ", in " + where
                            + "; give data of the shape the model was trained on (" + refused.getMessage() + ")",
                    refused);
        }
    }
}
