package dev.kindling.jobs.learners;

import dev.kindling.fault.UserMistake;

/**
 * What every trial of a comparison may learn from.
 *
 * @param epochs passes over the examples, at least 1
 * @param share of the training examples, in (0, 1]; the same ones for all trials
 */
public record Budget(int epochs, double share) {

    static final Budget ONE_PASS = new Budget(1, 1);

    public Budget {
        UserMistake.requireRange(epochs >= 1, "--epochs", "at least 1", epochs);
        UserMistake.requireRange(share > 0 && share <= 1, "--share", "in (0, 1]", share);
    }
}
