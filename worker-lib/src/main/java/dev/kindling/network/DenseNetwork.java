package dev.kindling.network;

import dev.kindling.fault.UserMistake;
import dev.kindling.nn.Activation;
import java.util.ArrayList;
import java.util.List;

/**
 * Fully connected hidden layers, each a block.
 *
 * @param hidden their sizes, from the input on
 * @param activation of each
 * @param normalise what stands between sums and activation
 * @param dropout rate of a {@link Dropout} behind each activation, in [0, 1); 0 for none
 */
public record DenseNetwork(List<Integer> hidden, Activation activation, Normalise normalise, double dropout)
        implements Architecture {

    /** What stands between sums and activation. */
    public enum Normalise {
        NONE,
        LAYER,
        BATCH
    }

    public DenseNetwork {
        hidden = List.copyOf(hidden);
        UserMistake.requireRange(
                !hidden.isEmpty() && hidden.stream().allMatch(size -> size >= 1),
                "hidden",
                "one size >= 1 or more",
                hidden);
        Dropout.requireRate(dropout);
    }

    /** Nothing dropped. */
    public DenseNetwork(List<Integer> hidden, Activation activation, Normalise normalise) {
        this(hidden, activation, normalise, 0);
    }

    /** Three of 1,000 rectified units, nothing normalised. */
    public static DenseNetwork defaults() {
        return new DenseNetwork(List.of(1000, 1000, 1000), Activation.RELU, Normalise.NONE);
    }

    @Override
    public List<List<Layer>> layersByBlock() {
        List<List<Layer>> blocks = new ArrayList<>();
        for (int size : hidden) {
            List<Layer> block = new ArrayList<>(block(size));
            if (dropout > 0) {
                block.add(new Dropout(dropout));
            }
            blocks.add(List.copyOf(block));
        }
        return blocks;
    }

    private List<Layer> block(int size) {
        FullyConnected.Start start =
                activation == Activation.RELU ? FullyConnected.Start.HE : FullyConnected.Start.GLOROT;
        Layer sums = new FullyConnected(size, start, normalise != Normalise.BATCH);
        Layer activate = new Activate(activation);
        return switch (normalise) {
            case NONE -> List.of(sums, activate);
            case LAYER -> List.of(sums, LayerNorm.defaults(), activate);
            case BATCH -> activation == Activation.RELU
                    ? List.of(sums, BatchNorm.withRelu())
                    : List.of(sums, BatchNorm.plain(), activate);
        };
    }
}
