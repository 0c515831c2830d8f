package dev.kindling.learn.localloss;

import dev.kindling.fault.UserMistake;
import dev.kindling.graph.GraphBuilder;
import dev.kindling.graph.Value;
import dev.kindling.network.Conv2d;
import dev.kindling.network.FullyConnected;
import dev.kindling.network.Layer;
import dev.kindling.network.Network;
import dev.kindling.nn.Layout;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.util.List;
import java.util.Optional;

/**
 * (1 - beta) cross-entropy + beta mean((S(h) - S(labels))²) (Nøkland, Eidnes 2019, arXiv:1901.06656, "predsim"). S holds the cosines
 * between the rows of a batch, each less its own mean. h is what a linear layer, on maps a convolution 3x3, both without biases and as wide
 * as the block, makes of the block's outputs; of maps the deviation over each channel's positions. The labels are one-hot rows: two of
 * one class have the cosine 1, others -1 / (classes - 1).
 *
 * <p>S is of one batch: it should be large (128) and have most classes in it. Its matrix is {@code [batch, batch]}.
 *
 * @param beta weight of the similarities, 0.99 in the paper's code
 * @param auxiliary what is between the block and the classifier of the cross-entropy
 */
public record PredSim(double beta, Auxiliary auxiliary) implements LocalLoss {

    public PredSim {
        UserMistake.requireRange(beta >= 0 && beta <= 1, "beta", "in [0, 1]", beta);
    }

    /** Beta 0.99, means over 2x2 cells. */
    public static PredSim defaults() {
        return new PredSim(0.99, Auxiliary.Pool.defaults());
    }

    @Override
    public boolean needsAllBlocks() {
        return auxiliary.followsNextBlock();
    }

    @Override
    public PlacedLocalLoss place(BlockSite site, Layout.Builder layout, String name) {
        Shape output = site.output();
        Layer transform = output.height() * output.width() == 1
                ? new FullyConnected(output.size(), FullyConnected.Start.GLOROT, false)
                : new Conv2d(output.channels(), 3, 1, 1, false);
        return new Placed(
                beta,
                site.classes(),
                LocalReadout.place(site, auxiliary.layers(site), layout, name),
                Network.of(output, List.of(transform), layout, name + ".similarity"));
    }

    record Placed(double beta, int classes, LocalReadout readout, Network transform) implements PlacedLocalLoss {

        @Override
        public void initialise(float[] parameters, RandomStream random) {
            readout.initialise(parameters, random);
            transform.initialise(parameters, random);
        }

        @Override
        public Optional<Follower> follower(int next) {
            return readout.follower(next);
        }

        @Override
        public Value describe(GraphBuilder graph, Value outputs) {
            return readout.describe(graph, outputs);
        }

        @Override
        public LocalLossPass open(int capacity) {
            return new PredSimPass(this, capacity);
        }
    }
}
