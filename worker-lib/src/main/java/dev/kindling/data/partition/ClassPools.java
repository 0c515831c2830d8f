package dev.kindling.data.partition;

import dev.kindling.random.RandomStream;

/** The examples of each class in seeded random order; taking one from a class leaves one fewer. */
final class ClassPools {

    private final int[][] examples;
    private final int[] left;

    private ClassPools(int[][] examples, int[] left) {
        this.examples = examples;
        this.left = left;
    }

    static ClassPools shuffled(Population population, long seed, String purpose) {
        ClassPools pools = inOrder(population);
        for (int label = 0; label < pools.examples.length; label++) {
            RandomStream.of(seed, purpose, label).shuffle(pools.examples[label]);
        }
        return pools;
    }

    static ClassPools inOrder(Population population) {
        int[] sizes = new int[population.classes()];
        for (int i = 0; i < population.size(); i++) {
            sizes[population.label(i)]++;
        }
        int[][] examples = new int[sizes.length][];
        for (int label = 0; label < sizes.length; label++) {
            examples[label] = new int[sizes[label]];
        }
        int[] filled = new int[sizes.length];
        for (int i = 0; i < population.size(); i++) {
            int label = population.label(i);
            examples[label][filled[label]++] = i;
        }
        return new ClassPools(examples, sizes);
    }

    int classes() {
        return left.length;
    }

    /** All examples of a class, taken or not; not a copy. */
    int[] of(int label) {
        return examples[label];
    }

    boolean has(int label) {
        return left[label] > 0;
    }

    int take(int label) {
        return examples[label][--left[label]];
    }
}
