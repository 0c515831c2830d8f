package dev.kindling.jobs.config;

import dev.kindling.fault.UserMistake;
import dev.kindling.network.Architecture;

/** Where a frozen encoder comes from. */
public sealed interface EncoderSource {

    /** The input itself. */
    record PixelEncoder() implements EncoderSource {}

    /**
     * A network as it was initialised, a function of the run's seed.
     *
     * @param network its layers
     */
    record RandomEncoder(Architecture network) implements EncoderSource {}

    /**
     * The model of a run whose learner makes an encoder or has hidden layers.
     *
     * @param run the run's folder
     * @param layer name or number, from 0, of the hidden layer whose activations embed; empty for what the learner takes for its
     *     embedding
     */
    record TrainedEncoder(String run, String layer) implements EncoderSource {

        public TrainedEncoder {
            if (run.isBlank()) {
                throw new UserMistake("run must name the folder of a run but was empty");
            }
        }
    }

    /**
     * The first layers of a Deeplearning4j model, run by Deeplearning4j.
     *
     * @param file a zip that ModelSerializer wrote
     * @param layer name or number, from 0, of the last layer to use; empty for the one before the output
     */
    record Dl4jModel(String file, String layer) implements EncoderSource {

        public Dl4jModel {
            requireFile(file);
        }
    }

    /**
     * The first layers of a Keras model, run by Deeplearning4j.
     *
     * @param file HDF5 with the architecture in it
     * @param layer name or number, from 0, of the last layer to use; empty for the one before the output
     */
    record KerasModel(String file, String layer) implements EncoderSource {

        public KerasModel {
            requireFile(file);
        }
    }

    private static void requireFile(String file) {
        if (file.isBlank()) {
            throw new UserMistake("file must name a model file but was empty");
        }
    }
}
