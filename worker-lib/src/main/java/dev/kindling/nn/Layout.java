package dev.kindling.nn;

import dev.kindling.fault.UserMistake;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Where each tensor lies in one flat array of parameters. Tensors that belong to one block, the unit that can be trained
 * and merged by itself, lie side by side.
 */
public record Layout(List<Tensor> tensors) implements Serializable {

    /** One named tensor: its shape (row-major), the index of its first value, and the block it belongs to. */
    public record Tensor(String name, List<Integer> shape, int offset, int block) implements Serializable {

        public Tensor {
            shape = List.copyOf(shape);
        }

        /** Number of values. */
        public int size() {
            long size = 1;
            for (int dimension : shape) {
                size = requireFits(size * dimension, name, shape);
            }
            return (int) size;
        }
    }

    public Layout {
        tensors = List.copyOf(tensors);
        int expected = 0;
        int first = 0;
        int last = 0;
        for (Tensor tensor : tensors) {
            if (tensor.offset() != expected || tensor.block() < first || tensor.block() > last) {
                throw new IllegalArgumentException("layout: tensor " + tensor.name() + " must start at " + expected
                        + " and lie in a block from " + first + " to " + last + ", but was " + tensor);
            }
            expected = requireFits((long) expected + tensor.size(), tensor.name(), tensor.shape());
            first = tensor.block();
            last = first + 1;
        }
    }

    /** All parameters lie in one array. */
    private static int requireFits(long parameters, String name, List<Integer> shape) {
        if (parameters > Integer.MAX_VALUE) {
            throw new UserMistake("tensor " + name + " of shape " + shape
                    + " passes the limit of 2^31 - 1 parameters for a model; make its layers narrower or fewer");
        }
        return (int) parameters;
    }

    /** Number of parameters. */
    public int size() {
        if (tensors.isEmpty()) {
            return 0;
        }
        Tensor last = tensors.get(tensors.size() - 1);
        return last.offset() + last.size();
    }

    /** Number of blocks. */
    public int blocks() {
        return tensors.isEmpty() ? 0 : tensors.get(tensors.size() - 1).block() + 1;
    }

    /** First parameter of a block; {@code blockStart(blocks())} is {@link #size()}. */
    public int blockStart(int block) {
        for (Tensor tensor : tensors) {
            if (tensor.block() == block) {
                return tensor.offset();
            }
        }
        return size();
    }

    /** The tensor of that name. */
    public Tensor tensor(String name) {
        for (Tensor tensor : tensors) {
            if (tensor.name().equals(name)) {
                return tensor;
            }
        }
        throw new IllegalArgumentException("no tensor named " + name + " in " + tensors);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Lays tensors one behind another. */
    public static final class Builder {

        private final List<Tensor> tensors = new ArrayList<>();
        private int offset;
        private int block;

        private Builder() {}

        /** Adds a tensor to the current block and returns where it starts. */
        public int add(String name, Integer... shape) {
            Tensor tensor = new Tensor(name, List.of(shape), offset, block);
            tensors.add(tensor);
            offset = requireFits((long) offset + tensor.size(), name, tensor.shape());
            return tensor.offset();
        }

        /** Values so far: where the next tensor will start. */
        public int size() {
            return offset;
        }

        /** What is added from here on belongs to the next block. */
        public void nextBlock() {
            block++;
        }

        public Layout build() {
            return new Layout(tensors);
        }
    }
}
