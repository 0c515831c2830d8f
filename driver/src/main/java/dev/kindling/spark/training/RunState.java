package dev.kindling.spark.training;

import dev.kindling.nn.Parameters;

/** All that a run carries from round to round: how many rounds are done and the model they made. */
public record RunState(int round, Parameters model) {

    public RunState {
        if (round < 0) {
            throw new IllegalArgumentException("rounds done must be >= 0 but was " + round);
        }
    }
}
