package dev.kindling.learn;

import dev.kindling.encode.Encoder;
import dev.kindling.fault.UserMistake;
import dev.kindling.nn.Parameters;
import java.util.List;

/** A learner whose networks have hidden layers, and whose activations can embed inputs when nothing is learned any more. */
public interface HiddenLayers extends Learner {

    /** Names of the hidden layers, from the input on. */
    List<String> hiddenLayers();

    /**
     * The encoder that these parameters make.
     *
     * @param layer name or number, from 0, of a hidden layer; empty for what the learner's own output layer reads
     * @throws UserMistake if there is no such layer
     */
    Encoder encoder(Problem problem, Parameters parameters, String layer);

    /** Where a layer that a user named stands in {@link #hiddenLayers}. */
    default int hiddenLayer(String layer) {
        int named = hiddenLayers().indexOf(layer);
        int index = named >= 0 || !layer.matches("\\d{1,9}") ? named : Integer.parseInt(layer);
        if (index < 0 || index >= hiddenLayers().size()) {
            throw new UserMistake("layer: expected one of the hidden layers " + hiddenLayers() + " or a number below "
                    + hiddenLayers().size() + ", found " + layer + "; name the layer whose activations shall be used");
        }
        return index;
    }
}
