package dev.kindling.learn.sven;

import dev.kindling.fault.UserMistake;
import dev.kindling.learn.Classifier;
import dev.kindling.learn.Learner;
import dev.kindling.learn.Problem;
import dev.kindling.learn.Trainer;
import dev.kindling.nn.Dense;
import dev.kindling.nn.Layout;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Rectified layers that each descend the cross-entropy of a linear classifier of their own by singular value descent (Sven:
 * Bright-Thonney et al. 2026, arXiv:2604.01279), block by block; that it is done to local losses is Kindling's. With R_a the loss of
 * example a to the power of kappa / 2 and M its Jacobian by a block's parameters, {@code [examples, parameters]}, the direction is
 * M⁺R from the largest singular values of M, the smallest step that would make all R_a zero if they were linear. It is computed in
 * Gram form: M M' is {@code [examples, examples]}, and of a fully connected layer with inputs X and deltas D it is (X X' + 1) * (D
 * D') element by element, so that M itself is never there. What the optimiser gets in the place of a gradient is M' v.
 *
 * <p>A layer and its classifier are a block; no gradient passes a layer's input.
 *
 * @param hidden widths of the layers
 * @param kappa R is the loss itself for 2, its root for 1
 * @param rank how many singular values are kept at most, as a share of the minibatch
 * @param tolerance singular values below this share of the largest are left out; what lies below 1e-3 is noise of products in float32
 */
public record LocalSven(List<Integer> hidden, double kappa, double rank, double tolerance) implements Learner {

    public LocalSven {
        hidden = List.copyOf(hidden);
        UserMistake.requireRange(
                !hidden.isEmpty() && hidden.stream().allMatch(size -> size >= 1),
                "hidden",
                "one size >= 1 or more",
                hidden);
        UserMistake.requireRange(kappa >= 1 && kappa <= 2, "kappa", "in [1, 2]", kappa);
        UserMistake.requireRange(rank > 0 && rank <= 1, "rank", "in (0, 1]", rank);
        UserMistake.requireRange(tolerance >= 1e-3 && tolerance < 1, "tolerance", "in [1e-3, 1)", tolerance);
    }

    /** Three layers of 500, the loss itself, half of the singular values; kappa, rank and tolerance are the paper's. */
    public static LocalSven defaults() {
        return new LocalSven(List.of(500, 500, 500), 2, 0.5, 1e-3);
    }

    /**
     * A layer and the classifier that tells how good it is.
     *
     * @param layer to the rectified units
     * @param readout from them to the classes
     */
    record Block(Dense layer, Dense readout) implements java.io.Serializable {}

    private List<Block> blocks(Problem problem, Layout.Builder builder) {
        List<Block> blocks = new ArrayList<>();
        int in = problem.input().size();
        for (int l = 0; l < hidden.size(); l++) {
            if (l > 0) {
                builder.nextBlock();
            }
            Dense layer = Dense.add(builder, "layer" + l, in, hidden.get(l));
            blocks.add(new Block(layer, Dense.add(builder, "readout" + l, hidden.get(l), problem.classes())));
            in = hidden.get(l);
        }
        return blocks;
    }

    @Override
    public Layout layout(Problem problem) {
        Layout.Builder builder = Layout.builder();
        blocks(problem, builder);
        return builder.build();
    }

    /** Layers normal with variance 2 / in (He et al. 2015), classifiers with 1 / in; biases zero. */
    @Override
    public void initialise(Problem problem, float[] parameters, RandomStream random) {
        for (Block block : blocks(problem, Layout.builder())) {
            block.layer.initialise(parameters, Math.sqrt(2.0 / block.layer.in()), random);
            block.readout.initialise(parameters, Math.sqrt(1.0 / block.readout.in()), random);
        }
    }

    /** The loss of a step is the sum of the blocks'. */
    @Override
    public Trainer trainer(Problem problem, int batchCapacity, UpdateRule rule) {
        return new SvenTrainer(this, blocks(problem, Layout.builder()), batchCapacity, rule);
    }

    /** The last block's classifier. */
    @Override
    public Classifier classifier(Problem problem, int batchCapacity) {
        return new LastReadout(blocks(problem, Layout.builder()), batchCapacity);
    }
}
