package dev.kindling.graph;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One operation over values, which are numbered: 0 is the graph's input, k what operation k - 1 gives. A value is a batch of vectors
 * {@code [batch, n]} or of maps {@code [batch, channels, height, width]}.
 */
public sealed interface Operation {

    /** Numbers of the values it reads. */
    List<Integer> inputs();

    /** What it learnt, in a fixed order; none unless it says otherwise. */
    default List<TensorView> tensors() {
        return List.of();
    }

    /** One that reads one value. */
    private static List<Integer> one(int input) {
        return List.of(input);
    }

    /** The tensors that are there. */
    private static List<TensorView> present(@Nullable TensorView... tensors) {
        return Stream.of(tensors).filter(java.util.Objects::nonNull).toList();
    }

    /**
     * y = W x + b of vectors.
     *
     * @param weight {@code [out, in]}
     * @param bias {@code [out]}, null for none
     */
    record Dense(int input, TensorView weight, @Nullable TensorView bias) implements Operation {
        @Override
        public List<Integer> inputs() {
            return one(input);
        }

        @Override
        public List<TensorView> tensors() {
            return present(weight, bias);
        }

        public int out() {
            return weight.shape().get(0);
        }
    }

    /**
     * Cross-correlation of maps with a square kernel.
     *
     * @param weight {@code [out channels, in channels, kernel, kernel]}
     * @param bias {@code [out channels]}, null for none
     * @param stride in both directions
     * @param padding zeros on every side
     */
    record Convolution(int input, TensorView weight, @Nullable TensorView bias, int stride, int padding)
            implements Operation {
        @Override
        public List<Integer> inputs() {
            return one(input);
        }

        @Override
        public List<TensorView> tensors() {
            return present(weight, bias);
        }

        public int channels() {
            return weight.shape().get(0);
        }

        public int kernel() {
            return weight.shape().get(2);
        }
    }

    /**
     * scale (x - mean) / sqrt(variance + epsilon) + shift with running statistics, by channel. All tensors are {@code [channels]}. Models keep
     * the mean square; the variance, what other libraries keep, is mean square - mean², at least 0, formed as double and rounded once.
     */
    record BatchNormalisation(
            int input, TensorView scale, TensorView shift, TensorView mean, TensorView meanSquare, double epsilon)
            implements Operation {
        @Override
        public List<Integer> inputs() {
            return one(input);
        }

        /** Scale, shift, mean and mean square, of which others want the {@link #variance}. */
        @Override
        public List<TensorView> tensors() {
            return List.of(scale, shift, mean, meanSquare);
        }

        /** The running variance that a model's values mean. */
        public float[] variance(float[] parameters) {
            float[] means = mean.read(parameters);
            float[] values = meanSquare.read(parameters);
            for (int c = 0; c < values.length; c++) {
                values[c] = (float) Math.max(0, values[c] - (double) means[c] * means[c]);
            }
            return values;
        }

        /** Puts a running variance into a model whose running means are in place already. */
        public void setVariance(float[] variances, float[] parameters) {
            float[] means = mean.read(parameters);
            float[] squares = new float[variances.length];
            for (int c = 0; c < squares.length; c++) {
                squares[c] = (float) (variances[c] + (double) means[c] * means[c]);
            }
            meanSquare.write(squares, parameters);
        }
    }

    /**
     * (x - mean) / sqrt(variance + epsilon) of each example over all its values, then times scale plus shift.
     *
     * @param scale shaped as one example, like the shift
     */
    record LayerNormalisation(int input, TensorView scale, TensorView shift, double epsilon) implements Operation {
        @Override
        public List<Integer> inputs() {
            return one(input);
        }

        @Override
        public List<TensorView> tensors() {
            return List.of(scale, shift);
        }
    }

    /** max(0, x). */
    record Rectifier(int input) implements Operation {
        @Override
        public List<Integer> inputs() {
            return one(input);
        }
    }

    /** 1 / (1 + exp(-x)). */
    record Sigmoid(int input) implements Operation {
        @Override
        public List<Integer> inputs() {
            return one(input);
        }
    }

    /** The largest value of each square of {@code size x size}, side by side; what fills no square is left out. */
    record MaximumPool(int input, int size) implements Operation {
        @Override
        public List<Integer> inputs() {
            return one(input);
        }
    }

    /**
     * Means over cells of maps; cell (i, j) has the rows {@code [rows[i], rows[i + 1])} and the columns {@code [columns[j], columns[j + 1])}.
     */
    record CellMeans(int input, List<Integer> rows, List<Integer> columns) implements Operation {

        public CellMeans {
            rows = List.copyOf(rows);
            columns = List.copyOf(columns);
        }

        @Override
        public List<Integer> inputs() {
            return one(input);
        }

        /** The height of all cells; 0 if they differ. */
        public int height() {
            return step(rows);
        }

        /** The width of all cells; 0 if they differ. */
        public int width() {
            return step(columns);
        }

        private static int step(List<Integer> edges) {
            int step = edges.get(1);
            for (int i = 0; i < edges.size(); i++) {
                if (edges.get(i) != i * step) {
                    return 0;
                }
            }
            return step;
        }
    }

    /** Two values of one shape added. */
    record Sum(int left, int right) implements Operation {
        @Override
        public List<Integer> inputs() {
            return List.of(left, right);
        }
    }

    /**
     * Maps to vectors.
     *
     * @param channelsLast whether the channels of a position are to lie side by side; else the positions of a channel do
     */
    record Flatten(int input, boolean channelsLast) implements Operation {
        @Override
        public List<Integer> inputs() {
            return one(input);
        }
    }

    /** Vectors to maps of the shape that the value has: one row of one channel, or one position. */
    record AsMaps(int input) implements Operation {
        @Override
        public List<Integer> inputs() {
            return one(input);
        }
    }
}
