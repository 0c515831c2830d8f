package dev.kindling.spark.round;

import dev.kindling.fault.UserMistake;
import dev.kindling.federated.RoundContext;
import dev.kindling.nn.Layout;
import dev.kindling.nn.Parameters;

/** A model that is not finite cannot train on, and a checkpoint of it would be the end of its run. */
final class Divergence {

    private Divergence() {}

    /** Checks the model that a round made. */
    static void requireFinite(Parameters model, RoundContext context) {
        float[] values = model.values();
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new UserMistake(
                        "the model diverged in round " + (context.round() + 1) + context.ofBlock() + ": block "
                                + context.blockInModel(blockOf(model.layout(), i)) + " holds " + values[i]
                                + "; lower the learning rate (optimizer.rate) or algorithm.server-rate");
            }
        }
    }

    private static int blockOf(Layout layout, int parameter) {
        int block = 0;
        while (layout.blockStart(block + 1) <= parameter) {
            block++;
        }
        return block;
    }
}
