package dev.kindling.learn.forwardforward;

import dev.kindling.random.RandomStream;

/** Draws labels that are not the true one. */
final class WrongLabels {

    private WrongLabels() {}

    /** Each wrong label as likely. */
    static int uniform(int label, int classes, RandomStream random) {
        int other = random.nextInt(classes - 1);
        return other < label ? other : other + 1;
    }

    /** {@link #uniform} in {@code randomShare} of the draws, else {@link #inProportion}. */
    static int mixed(int label, float[] probabilities, int from, int classes, double randomShare, RandomStream random) {
        return random.nextDouble() < randomShare
                ? uniform(label, classes, random)
                : inProportion(label, probabilities, from, classes, random);
    }

    /** In proportion to {@code probabilities[from .. from + classes)}; uniform where the wrong ones hold nothing. */
    static int inProportion(int label, float[] probabilities, int from, int classes, RandomStream random) {
        double total = 0;
        for (int c = 0; c < classes; c++) {
            total += c == label ? 0 : probabilities[from + c];
        }
        if (!(total > 0)) {
            return uniform(label, classes, random);
        }
        double left = random.nextDouble() * total;
        int drawn = -1;
        for (int c = 0; c < classes && left >= 0; c++) {
            if (c != label && probabilities[from + c] > 0) {
                drawn = c;
                left -= probabilities[from + c];
            }
        }
        return drawn;
    }
}
