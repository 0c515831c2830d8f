package dev.kindling.learn.localloss;

import dev.kindling.fault.UserMistake;
import dev.kindling.graph.GraphBuilder;
import dev.kindling.graph.Value;
import dev.kindling.nn.Layout;
import dev.kindling.random.RandomStream;

/**
 * Another loss, and behind the network's last block a linear classifier that scores the classes in its stead: the "softmax predictor" of
 * channel-wise competitive learning (Papachristodoulou et al., AAAI 2024, arXiv:2312.12668). The classifier descends its own softmax cross-entropy
 * in the same steps and gives the block no gradient: a client's steps give the blocks, to the bit, what they give them without it. A merge may still see
 * both: the fixed-point scale of a block is that of its largest parameter, and an update is left out as a whole.
 *
 * @param loss what every block descends; not another with-classifier
 * @param auxiliary what is between the last block and the classifier; not one that follows the next block, which there is none
 */
public record WithClassifier(LocalLoss loss, Auxiliary auxiliary) implements LocalLoss {

    public WithClassifier {
        UserMistake.requireRange(
                !(loss instanceof WithClassifier), "loss", "another loss than with-classifier", "with-classifier");
        UserMistake.requireRange(!auxiliary.followsNextBlock(), "auxiliary", "another auxiliary than man", "man");
    }

    @Override
    public boolean needsAllBlocks() {
        return loss.needsAllBlocks();
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
        public boolean movesBlock() {
            return learned.movesBlock();
        }

        @Override
        public void initialise(float[] parameters, RandomStream random) {
            learned.initialise(parameters, random);
            readout.initialise(parameters, random);
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
