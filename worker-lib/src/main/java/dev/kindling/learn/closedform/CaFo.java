package dev.kindling.learn.closedform;

import dev.kindling.fault.UserMistake;
import dev.kindling.fixedpoint.Grid;
import dev.kindling.head.Moments;
import dev.kindling.head.MomentsFormat;
import dev.kindling.head.SecondMoments;
import dev.kindling.head.TargetRegression;
import dev.kindling.learn.Classifier;
import dev.kindling.learn.Problem;
import dev.kindling.network.Architecture;
import dev.kindling.network.AverageTo;
import dev.kindling.network.Layer;
import dev.kindling.network.Network;
import dev.kindling.network.Pass;
import dev.kindling.network.Vgg;
import dev.kindling.nn.Dense;
import dev.kindling.nn.Layout;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;
import dev.kindling.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Cascaded Forward with mean-squared-error heads (Zhao et al. 2023, arXiv:2303.09728): random blocks that never learn, on each a head by ridge
 * regression on one-hot labels, prediction by the sum over heads of softmax(F_i W_i). All heads take one reduce. Unlike the paper, features are means
 * over cells of the maps, a ridge and a bias are added, and batch normalisation, whose statistics nothing trains here, passes values on as they are.
 * The regression of a class without examples gives 0 at every head, of which the softmax makes exp(0) of the sum.
 *
 * @param network the random blocks
 * @param side cells of a block's maps along each side that the head sees the means of; a head has channels x side x side features at most
 * @param lambda ridge, at least 0, in squared units of the features
 */
public record CaFo(Architecture network, int side, double lambda) implements ClosedFormLearner {

    public CaFo {
        UserMistake.requireRange(side >= 1, "side", "at least 1", side);
        UserMistake.requireRange(lambda >= 0 && Double.isFinite(lambda), "lambda", "in [0, infinity)", lambda);
    }

    /** Three convolutions of 32, 64 and 128 channels with a maximum of 2x2 behind each, means over 4x4 cells. */
    public static CaFo defaults() {
        return new CaFo(new Vgg(List.of(32, 64, 128), List.of(1, 2, 3)), 4, 1);
    }

    private record Block(Network layers, Network means, Dense head) {}

    private List<Block> place(Problem problem, Layout.Builder layout) {
        List<Block> blocks = new ArrayList<>();
        Shape shape = problem.input();
        for (List<Layer> layers : network.layersByBlock()) {
            int number = blocks.size();
            if (number > 0) {
                layout.nextBlock();
            }
            Network placed = Network.of(shape, layers, layout, "block" + number + ".");
            shape = placed.output();
            Network means = Network.of(shape, List.of(new AverageTo(side)), layout, "means" + number + ".");
            Dense head = Dense.add(layout, "head" + number, means.output().size(), problem.classes());
            blocks.add(new Block(placed, means, head));
        }
        return blocks;
    }

    @Override
    public Layout layout(Problem problem) {
        Layout.Builder layout = Layout.builder();
        place(problem, layout);
        return layout.build();
    }

    /** Blocks as their layers say, heads zero. */
    @Override
    public void initialise(Problem problem, float[] parameters, RandomStream random) {
        for (Block block : place(problem, Layout.builder())) {
            block.layers.initialise(parameters, random);
        }
    }

    @Override
    public int stages() {
        return 1;
    }

    @Override
    public Stage stage(Problem problem, int number, long seed) {
        return new Heads(problem, place(problem, Layout.builder()));
    }

    /** What the blocks make of a batch, and the means that the heads see. */
    private static final class BlockPasses {

        private final List<Pass> blocks;
        private final List<Pass> means;

        BlockPasses(List<Block> placed, int capacity) {
            blocks = placed.stream().map(block -> block.layers.open(capacity)).toList();
            means = placed.stream().map(block -> block.means.open(capacity)).toList();
        }

        List<float[]> of(float[] parameters, float[] inputs, int rows) {
            List<float[]> seen = new ArrayList<>();
            float[] values = inputs;
            for (int b = 0; b < blocks.size(); b++) {
                values = blocks.get(b).infer(parameters, values, rows);
                seen.add(means.get(b).infer(parameters, values, rows));
            }
            return seen;
        }
    }

    private final class Heads implements Stage {

        private final Problem problem;
        private final List<Block> blocks;

        Heads(Problem problem, List<Block> blocks) {
            this.problem = problem;
            this.blocks = blocks;
        }

        @Override
        public List<MomentsFormat> formats() {
            return blocks.stream()
                    .map(block -> new MomentsFormat(
                            problem.classes(), block.head.in() + 1, SecondMoments.SHARED, false, Grid.DEFAULT))
                    .toList();
        }

        @Override
        public Features open(int capacity) {
            BlockPasses passes = new BlockPasses(blocks, capacity);
            List<float[]> features = blocks.stream()
                    .map(block -> new float[capacity * (block.head.in() + 1)])
                    .toList();
            return (parameters, inputs, rows) -> {
                List<float[]> seen = passes.of(parameters, inputs, rows);
                for (int b = 0; b < seen.size(); b++) {
                    int in = blocks.get(b).head.in();
                    Readouts.withOne(seen.get(b), rows, in, features.get(b), in + 1);
                }
                return features;
            };
        }

        @Override
        public double solve(List<Moments> sums, float[] parameters) {
            double error = 0;
            for (int b = 0; b < sums.size(); b++) {
                Dense head = blocks.get(b).head;
                TargetRegression regression =
                        new TargetRegression(sums.get(b), head.in() + 1, Readouts.oneHot(problem.classes()));
                double[] columns = regression.solve(lambda);
                Readouts.write(columns, head, parameters);
                error += regression.squaredError(columns);
            }
            return error;
        }
    }

    @Override
    public Classifier classifier(Problem problem, int batchCapacity) {
        List<Block> blocks = place(problem, Layout.builder());
        BlockPasses passes = new BlockPasses(blocks, batchCapacity);
        int classes = problem.classes();
        float[] logits = new float[Blas.lengthFor(batchCapacity, classes)];
        return (parameters, batch, scores) -> {
            List<float[]> seen = passes.of(parameters, batch.inputs(), batch.size());
            java.util.Arrays.fill(scores, 0, batch.size() * classes, 0);
            for (int b = 0; b < seen.size(); b++) {
                blocks.get(b).head.forwardByRow(parameters, seen.get(b), batch.size(), logits);
                for (int row = 0; row < batch.size(); row++) {
                    addSoftmax(logits, row * classes, classes, scores);
                }
            }
        };
    }

    private static void addSoftmax(float[] logits, int from, int classes, float[] scores) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = from; i < from + classes; i++) {
            largest = Math.max(largest, logits[i]);
        }
        double sum = 0;
        for (int i = from; i < from + classes; i++) {
            sum += StrictMath.exp(logits[i] - largest);
        }
        for (int i = from; i < from + classes; i++) {
            scores[i] += (float) (StrictMath.exp(logits[i] - largest) / sum);
        }
    }
}
