package dev.kindling.continual;

import dev.kindling.data.partition.Population;
import dev.kindling.random.RandomStream;
import java.util.Arrays;

/** The order in which classes are dealt to tasks. */
public enum ClassSequence {
    /** By their labels, as in Split-MNIST's 0/1, 2/3, 4/5, 6/7, 8/9. */
    BY_LABEL,
    /** Any order with the same probability, by the seed. */
    SHUFFLED;

    /** The classes from {@code first} on that have examples, in this order. */
    int[] of(Population population, int first, long seed) {
        boolean[] there = new boolean[population.classes()];
        for (int example = 0; example < population.size(); example++) {
            there[population.label(example)] = true;
        }
        int[] classes = new int[there.length];
        int count = 0;
        for (int label = first; label < there.length; label++) {
            if (there[label]) {
                classes[count++] = label;
            }
        }
        int[] sequence = Arrays.copyOf(classes, count);
        if (this == SHUFFLED) {
            RandomStream.of(seed, "scenario-classes").shuffle(sequence);
        }
        return sequence;
    }
}
