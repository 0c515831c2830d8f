package dev.kindling.learn.localloss;

import dev.kindling.graph.GraphBuilder;
import dev.kindling.graph.Value;
import dev.kindling.nn.Layout;
import dev.kindling.random.RandomStream;
import java.util.Optional;

/**
 * Another loss, and behind the network's last block a linear classifier that scores the classes in its stead: the "softmax predictor" of
 * channel-wise competitive learning (Papachristodoulou et al., AAAI 2024, arXiv:2312.12668). The classifier descends its own softmax cross-entropy
 * in the same steps and gives the block no gradient: what the blocks learn is, to the bit, what they learn without it.
 *
 * @param loss what every block descends; one that follows the next block, or has layers behind it, keeps them
 * @param auxiliary what is between the last block and the classifier
 */
public record WithClassifier(LocalLoss loss, Auxiliary auxiliary) implements LocalLoss {

    @Override
    public boolean needsAllBlocks() {
        return loss.needsAllBlocks() || auxiliary.followsNextBlock();
    }

    @Override
    public PlacedLocalLoss place(BlockSite site, Layout.Builder layout, String name) {
        PlacedLocalLoss learned = loss.place(site, layout, name);
        return site.block() + 1 < site.blocks().size()
                ? learned
                : new Placed(learned, LocalReadout.place(site, auxiliary.layers(site), layout, name + ".head"));
    }

    /** Of the last block. */
    record Placed(PlacedLocalLoss learned, LocalReadout readout) implements PlacedLocalLoss {

        @Override
        public void initialise(float[] parameters, RandomStream random) {
            learned.initialise(parameters, random);
            readout.initialise(parameters, random);
        }

        @Override
        public Optional<Follower> follower(int next) {
            return learned.follower(next);
        }

        @Override
        public Value describe(GraphBuilder graph, Value outputs) {
            return readout.describe(graph, outputs);
        }

        @Override
        public LocalLossPass open(int capacity) {
            return new WithClassifierPass(this, capacity);
        }
    }
}
