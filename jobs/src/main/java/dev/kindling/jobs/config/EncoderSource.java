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
     * The model of a run whose learner makes an encoder.
     *
     * @param run the run's folder
     */
    record TrainedEncoder(String run) implements EncoderSource {

        public TrainedEncoder {
            if (run.isBlank()) {
                throw new UserMistake("run must name the folder of a run but was empty");
            }
        }
    }
}
