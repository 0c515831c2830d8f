package dev.kindling.learn.localloss;

import dev.kindling.data.Batch;
import dev.kindling.learn.Trainer;
import dev.kindling.network.Network;
import dev.kindling.network.Pass;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;

/** Block after block: forward, its loss, back through the block and no further; then what follows other blocks moves. */
final class BlocksTrainer implements Trainer {

    private final UpdateRule rule;
    private final Pass[] blocks;
    private final LocalLossPass[] losses;
    private final boolean[] moves;
    private final Follower[] followers;
    private final float[] deltas;
    private final int first;
    private final RandomStream own = RandomStream.of(0, "block");

    BlocksTrainer(LocalBlocks placed, int batchCapacity, UpdateRule rule) {
        this.rule = rule;
        first = placed.first();
        blocks = new Pass[placed.count()];
        losses = new LocalLossPass[blocks.length];
        moves = new boolean[blocks.length];
        int widest = 0;
        for (int b = 0; b < blocks.length; b++) {
            Network block = placed.blocks().get(b);
            blocks[b] = block.open(batchCapacity);
            losses[b] = placed.losses().get(b).open(batchCapacity);
            moves[b] = placed.losses().get(b).movesBlock();
            widest = Math.max(widest, block.output().size());
        }
        followers = placed.followers().toArray(new Follower[0]);
        deltas = new float[Blas.lengthFor(batchCapacity, widest)];
    }

    @Override
    public double step(float[] parameters, Batch batch, float rateFactor, RandomStream random) {
        rule.beginStep(rateFactor);
        long key = random.nextLong();
        double loss = 0;
        float[] below = batch.inputs();
        for (int b = 0; b < blocks.length; b++) {
            own.restart(key, first + b);
            float[] outputs = blocks[b].train(parameters, below, batch.size(), own);
            loss += losses[b].learn(parameters, outputs, batch, deltas, rule, own);
            if (moves[b]) {
                blocks[b].backward(parameters, below, deltas, batch.size(), null, rule);
            }
            below = outputs;
        }
        for (Follower follower : followers) {
            follower.follow(parameters);
        }
        return loss;
    }
}
