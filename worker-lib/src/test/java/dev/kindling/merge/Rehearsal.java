package dev.kindling.merge;

import dev.kindling.nn.Layout;
import dev.kindling.nn.Parameters;
import dev.kindling.random.RandomStream;

/** A model of three blocks of very different magnitude, and clients that moved it at random. */
final class Rehearsal {

    static final int SIZE = 10;
    static final long TOTAL_WEIGHT = 1000;
    private static final double[] MAGNITUDES = {1, 3000, 0.001};

    private Rehearsal() {}

    static Parameters model() {
        Layout.Builder layout = Layout.builder();
        layout.add("a", 3);
        layout.nextBlock();
        layout.add("b", 4);
        layout.nextBlock();
        layout.add("c", 3);
        return new Parameters(layout.build(), perturbed(new float[SIZE], RandomStream.of(1, "model")));
    }

    static BlockScales scales() {
        return BlockScales.of(model());
    }

    static WeightedMean merge(int sliceLength) {
        return new WeightedMean(scales(), TOTAL_WEIGHT, sliceLength);
    }

    /** What a client's training made of the model. */
    static float[] trained(int client) {
        return perturbed(model().values(), RandomStream.of(2, "trained", client));
    }

    static long weight(int client) {
        return 1L + client % 10;
    }

    /** A sum that holds these clients, added one after another. */
    static UpdateSum sum(int... clients) {
        UpdateSum sum = UpdateSum.empty(SIZE);
        for (int client : clients) {
            double share = (double) weight(client) / TOTAL_WEIGHT;
            if (!sum.add(model().values(), trained(client), share, scales())) {
                throw new IllegalStateException("client " + client + " was refused");
            }
            sum.tally().report(weight(client), 7 * weight(client), 3, 0.3 * client);
        }
        return sum;
    }

    private static float[] perturbed(float[] origin, RandomStream random) {
        float[] moved = origin.clone();
        for (int i = 0; i < SIZE; i++) {
            double magnitude = MAGNITUDES[i < 3 ? 0 : i < 7 ? 1 : 2];
            moved[i] += (float) (magnitude * random.nextGaussian());
        }
        return moved;
    }
}
