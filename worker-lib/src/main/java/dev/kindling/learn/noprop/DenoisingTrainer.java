package dev.kindling.learn.noprop;

import dev.kindling.data.Batch;
import dev.kindling.learn.Trainer;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;

/** Block after block, then the head, each on a random stream of its own. */
final class DenoisingTrainer implements Trainer {

    private final PlacedBlocks placed;
    private final UpdateRule rule;
    private final NoisyLabels labels;
    private final BlockStep block;
    private final HeadStep head;
    private final RandomStream own = RandomStream.of(0, "block");

    DenoisingTrainer(NoPropDt settings, PlacedBlocks placed, int capacity, UpdateRule rule) {
        this.placed = placed;
        this.rule = rule;
        labels = new NoisyLabels(
                settings.signals(), placed.head().in(), placed.embeddings().newTable(), capacity);
        block = new BlockStep(settings, placed.block(), placed.stretch(), labels, capacity, rule);
        head = new HeadStep(settings.embedding(), settings.blocks(), placed.head(), labels, capacity, rule);
    }

    @Override
    public double step(float[] parameters, Batch batch, float rateFactor, RandomStream random) {
        rule.beginStep(rateFactor);
        placed.embeddings().copy(parameters, labels.table());
        labels.begin();
        long key = random.nextLong();
        double loss = labels.prior(batch);
        for (int b = 0; b < placed.count(); b++) {
            own.restart(key, b);
            loss += block.learn(b + 1, parameters, b * placed.stretch(), batch, own);
        }
        own.restart(key, placed.count());
        loss += head.learn(parameters, batch, own);
        placed.embeddings().update(parameters, labels.tableGradient(), rule);
        return loss;
    }
}
