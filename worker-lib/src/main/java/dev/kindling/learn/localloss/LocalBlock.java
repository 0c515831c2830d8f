package dev.kindling.learn.localloss;

import dev.kindling.learn.Problem;
import dev.kindling.learn.Trainable;
import dev.kindling.learn.Trainer;
import dev.kindling.network.Architecture;
import dev.kindling.nn.Layout;
import dev.kindling.nn.UpdateRule;

/** One module and its loss, for inputs as the block below makes them. */
record LocalBlock(Architecture network, int modules, LocalLoss loss, int block) implements Trainable {

    LocalBlocks place(Problem problem) {
        return LocalBlocks.alone(network, modules, loss, block, problem);
    }

    @Override
    public Layout layout(Problem problem) {
        return place(problem).layout();
    }

    @Override
    public Trainer trainer(Problem problem, int batchCapacity, UpdateRule rule) {
        return new BlocksTrainer(place(problem), batchCapacity, rule);
    }
}
