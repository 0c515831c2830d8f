package dev.kindling.graph;

import java.util.List;

/**
 * A tensor in the order in which other libraries keep it, and where each of its values lies in a model's flat array. Nothing is rounded:
 * reading and writing move values.
 *
 * @param name in the graph, none other has it
 * @param shape row-major
 * @param offset of the first value in the model
 * @param extents how far each index runs, the last one fastest; as many values as the shape has
 * @param strides steps in the model of each of these indices
 */
public record TensorView(String name, List<Integer> shape, int offset, List<Integer> extents, List<Integer> strides) {

    /** What is done with a value and the place where it lies in the model. */
    @FunctionalInterface
    private interface Visit {
        void at(int index, int place);
    }

    public TensorView {
        shape = List.copyOf(shape);
        extents = List.copyOf(extents);
        strides = List.copyOf(strides);
        if (extents.size() != strides.size() || product(shape) != product(extents)) {
            throw new IllegalArgumentException(
                    "tensor " + name + " of shape " + shape + " over " + extents + " in steps of " + strides);
        }
    }

    /** A view whose indices are its dimensions. */
    TensorView(String name, List<Integer> shape, int offset, List<Integer> strides) {
        this(name, shape, offset, shape, strides);
    }

    private static int product(List<Integer> factors) {
        return factors.stream().mapToInt(Integer::intValue).reduce(1, Math::multiplyExact);
    }

    /** Number of values. */
    public int size() {
        return product(shape);
    }

    /** The values of a model, row-major in {@link #shape}. */
    public float[] read(float[] parameters) {
        float[] values = new float[size()];
        visit((index, place) -> values[index] = parameters[place]);
        return values;
    }

    /** Puts values, row-major in {@link #shape}, into a model. */
    public void write(float[] values, float[] parameters) {
        if (values.length != size()) {
            throw new IllegalArgumentException("tensor " + name + " of " + size() + " values, not " + values.length);
        }
        visit((index, place) -> parameters[place] = values[index]);
    }

    private void visit(Visit visit) {
        int[] at = new int[extents.size()];
        int place = offset;
        for (int index = 0; index < size(); index++) {
            visit.at(index, place);
            int d = at.length - 1;
            while (d >= 0 && ++at[d] == extents.get(d)) {
                place -= (at[d] - 1) * strides.get(d);
                at[d--] = 0;
            }
            place += d < 0 ? 0 : strides.get(d);
        }
    }
}
