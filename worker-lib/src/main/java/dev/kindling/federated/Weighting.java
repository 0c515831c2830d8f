package dev.kindling.federated;

/** How much a client's update counts in the mean. */
public enum Weighting {
    /** As much as it has examples. */
    BY_EXAMPLE {
        @Override
        public long weight(int examples) {
            return examples;
        }
    },
    /** As much as any other. */
    BY_CLIENT {
        @Override
        public long weight(int examples) {
            return 1;
        }
    };

    /** The weight of a client with that many examples, at least 1. */
    public abstract long weight(int examples);
}
