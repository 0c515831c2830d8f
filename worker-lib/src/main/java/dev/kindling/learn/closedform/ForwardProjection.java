package dev.kindling.learn.closedform;

import dev.kindling.fault.UserMistake;
import dev.kindling.fixedpoint.Grid;
import dev.kindling.head.Moments;
import dev.kindling.head.MomentsFormat;
import dev.kindling.head.SecondMoments;
import dev.kindling.head.TargetRegression;
import dev.kindling.learn.Classifier;
import dev.kindling.learn.Problem;
import dev.kindling.nn.Activation;
import dev.kindling.nn.Dense;
import dev.kindling.nn.Layout;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;
import java.util.ArrayList;
import java.util.List;

/**
 * Forward Projection (O'Shea, Rajendran 2025, arXiv:2501.16476): layer by layer, without a way back, the weights are those of the ridge regression
 * from the layer's inputs A to target potentials Z = g(A Q) + g(Y U), with Q and U random and fixed; then A becomes ReLU(A W + b). Behind the last
 * layer a ridge regression on one-hot labels reads out. One reduce a hidden layer and one for the read-out. Q and U are drawn again from the run's
 * seed wherever they are needed and are no part of the model.
 *
 * @param hidden widths of the layers, from the input on
 * @param potential g
 * @param lambda ridge, at least 0, in squared units of a layer's inputs; of biases, too
 */
public record ForwardProjection(List<Integer> hidden, Potential potential, double lambda) implements ClosedFormLearner {

    /** What random projections pass through on their way to a target. */
    public enum Potential {
        /** 1, -1, or 0 of 0. */
        SIGN {
            @Override
            double of(double sum) {
                return Math.signum(sum);
            }
        },
        TANH {
            @Override
            double of(double sum) {
                return StrictMath.tanh(sum);
            }
        };

        abstract double of(double sum);
    }

    public ForwardProjection {
        hidden = List.copyOf(hidden);
        UserMistake.requireRange(
                !hidden.isEmpty() && hidden.stream().allMatch(size -> size >= 1),
                "hidden",
                "one size >= 1 or more",
                hidden);
        UserMistake.requireRange(lambda >= 0 && Double.isFinite(lambda), "lambda", "in [0, infinity)", lambda);
    }

    /** Two layers of 500, sign. */
    public static ForwardProjection defaults() {
        return new ForwardProjection(List.of(500, 500), Potential.SIGN, 1);
    }

    private List<Dense> place(Problem problem, Layout.Builder layout) {
        List<Dense> layers = new ArrayList<>();
        int in = problem.input().size();
        for (int size : hidden) {
            layers.add(Dense.add(layout, "layer" + layers.size(), in, size));
            layout.nextBlock();
            in = size;
        }
        layers.add(Dense.add(layout, "head", in, problem.classes()));
        return layers;
    }

    @Override
    public Layout layout(Problem problem) {
        Layout.Builder layout = Layout.builder();
        place(problem, layout);
        return layout.build();
    }

    /** All zero: what is learned is solved. */
    @Override
    public void initialise(Problem problem, float[] parameters, RandomStream random) {
        java.util.Arrays.fill(parameters, 0);
    }

    @Override
    public int stages() {
        return hidden.size() + 1;
    }

    @Override
    public Stage stage(Problem problem, int number, long seed) {
        List<Dense> layers = place(problem, Layout.builder());
        Dense layer = layers.get(number);
        List<Dense> before = layers.subList(0, number);
        return number < hidden.size()
                ? new Projected(problem, before, layer, seed, number)
                : new ReadOut(problem, before, layer);
    }

    private static final class Activities {

        private final List<Dense> layers;
        private final List<float[]> outputs;

        Activities(List<Dense> layers, int capacity) {
            this.layers = layers;
            this.outputs = layers.stream()
                    .map(layer -> new float[Blas.lengthFor(capacity, layer.out())])
                    .toList();
        }

        float[] of(float[] parameters, float[] inputs, int rows) {
            float[] values = inputs;
            for (int l = 0; l < layers.size(); l++) {
                float[] next = outputs.get(l);
                layers.get(l).forwardByRow(parameters, values, rows, next);
                Activation.RELU.apply(next, rows * layers.get(l).out());
                values = next;
            }
            return values;
        }
    }

    /** A hidden layer: features are (A, 1, g(A Q)). */
    private final class Projected implements Stage {

        private final Problem problem;
        private final List<Dense> before;
        private final Dense layer;
        private final float[] projection;
        private final double[] codes;

        Projected(Problem problem, List<Dense> before, Dense layer, long seed, int number) {
            this.problem = problem;
            this.before = before;
            this.layer = layer;
            this.projection = normal(
                    RandomStream.of(seed, "forward-projection-inputs", number),
                    layer.in() * layer.out(),
                    1 / Math.sqrt(layer.in()));
            this.codes = new double[problem.classes() * layer.out()];
            float[] drawn = normal(RandomStream.of(seed, "forward-projection-labels", number), codes.length, 1);
            for (int i = 0; i < codes.length; i++) {
                codes[i] = potential.of(drawn[i]);
            }
        }

        private static float[] normal(RandomStream random, int count, double deviation) {
            float[] values = new float[count];
            for (int i = 0; i < count; i++) {
                values[i] = (float) (deviation * random.nextGaussian());
            }
            return values;
        }

        private int width() {
            return layer.in() + 1 + layer.out();
        }

        @Override
        public List<MomentsFormat> formats() {
            return List.of(new MomentsFormat(problem.classes(), width(), SecondMoments.SHARED, false, Grid.DEFAULT));
        }

        @Override
        public Features open(int capacity) {
            Activities activities = new Activities(before, capacity);
            Dense random = new Dense(layer.in(), layer.out(), 0, Dense.NO_BIAS);
            float[] projected = new float[Blas.lengthFor(capacity, layer.out())];
            float[] features = new float[capacity * width()];
            return (parameters, inputs, rows) -> {
                float[] values = activities.of(parameters, inputs, rows);
                random.forwardByRow(projection, values, rows, projected);
                Readouts.withOne(values, rows, layer.in(), features, width());
                for (int row = 0; row < rows; row++) {
                    for (int i = 0; i < layer.out(); i++) {
                        features[row * width() + layer.in() + 1 + i] =
                                (float) potential.of(projected[row * layer.out() + i]);
                    }
                }
                return List.of(features);
            };
        }

        @Override
        public double solve(List<Moments> sums, float[] parameters) {
            return solved(sums.get(0), layer, codes, parameters);
        }
    }

    /** The last layer: features are (A, 1), targets one-hot labels. */
    private final class ReadOut implements Stage {

        private final Problem problem;
        private final List<Dense> before;
        private final Dense layer;

        ReadOut(Problem problem, List<Dense> before, Dense layer) {
            this.problem = problem;
            this.before = before;
            this.layer = layer;
        }

        @Override
        public List<MomentsFormat> formats() {
            return List.of(
                    new MomentsFormat(problem.classes(), layer.in() + 1, SecondMoments.SHARED, false, Grid.DEFAULT));
        }

        @Override
        public Features open(int capacity) {
            Activities activities = new Activities(before, capacity);
            float[] features = new float[capacity * (layer.in() + 1)];
            return (parameters, inputs, rows) -> {
                float[] values = activities.of(parameters, inputs, rows);
                Readouts.withOne(values, rows, layer.in(), features, layer.in() + 1);
                return List.of(features);
            };
        }

        @Override
        public double solve(List<Moments> sums, float[] parameters) {
            return solved(sums.get(0), layer, Readouts.oneHot(problem.classes()), parameters);
        }
    }

    private double solved(Moments sums, Dense layer, double[] codes, float[] parameters) {
        TargetRegression regression = new TargetRegression(sums, layer.in() + 1, codes);
        double[] columns = regression.solve(lambda);
        Readouts.write(columns, layer, parameters);
        return regression.squaredError(columns);
    }

    @Override
    public Classifier classifier(Problem problem, int batchCapacity) {
        List<Dense> layers = place(problem, Layout.builder());
        Activities activities = new Activities(layers.subList(0, hidden.size()), batchCapacity);
        Dense head = layers.get(hidden.size());
        float[] logits = new float[Blas.lengthFor(batchCapacity, problem.classes())];
        return (parameters, batch, scores) -> {
            float[] values = activities.of(parameters, batch.inputs(), batch.size());
            head.forwardByRow(parameters, values, batch.size(), logits);
            System.arraycopy(logits, 0, scores, 0, batch.size() * problem.classes());
        };
    }
}
