package dev.kindling.learn;

import dev.kindling.encode.Encoder;
import dev.kindling.nn.Parameters;

/** A learner whose models embed inputs, whatever else they do. */
public interface EncodingLearner extends Learner {

    /** The encoder that these parameters make. */
    Encoder encoder(Problem problem, Parameters parameters);

    /**
     * Fails if the learner's models score no classes.
     *
     * @throws dev.kindling.fault.UserMistake that says how to measure them instead
     */
    void requireClasses();
}
