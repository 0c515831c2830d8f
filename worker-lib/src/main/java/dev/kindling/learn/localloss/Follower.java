package dev.kindling.learn.localloss;

import java.io.Serializable;

/**
 * Parameters that follow others: an exponential moving average of these.
 *
 * @param copy where the ones that follow begin
 * @param original where those that they follow begin, in the same order
 * @param size how many
 * @param momentum m, what is kept of the average in a step
 */
public record Follower(int copy, int original, int size, double momentum) implements Serializable {

    /** The average begins with what it follows. */
    void begin(float[] parameters) {
        System.arraycopy(parameters, original, parameters, copy, size);
    }

    /** m gamma + (1 - m) theta, as gamma + (1 - m) (theta - gamma): what is equal stays equal to the bit. */
    void follow(float[] parameters) {
        float share = (float) (1 - momentum);
        for (int i = 0; i < size; i++) {
            parameters[copy + i] += share * (parameters[original + i] - parameters[copy + i]);
        }
    }
}
