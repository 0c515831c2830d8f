package dev.kindling.spark.training;

import dev.kindling.learn.LoneBlock;
import dev.kindling.learn.StackedBlocks;
import dev.kindling.nn.Parameters;
import dev.kindling.spark.head.EmbedClients;
import dev.kindling.spark.round.Rounds;
import dev.kindling.spark.shard.ClientSet;
import java.util.ArrayList;
import java.util.List;

/**
 * Block after block, each for the same number of rounds: its own rounds count from 0, with the cohorts and the minibatches of a run of
 * that many rounds under which all blocks learn together. The block's examples are what the finished blocks below make of the
 * clients', cached. Only the newest cache is kept, but every finished block stays with the driver until the run ends, so that
 * whatever is lost of the cache is computed again, from the clients' own examples up, to the same bits.
 */
final class BlockByBlock implements RoundSchedule {

    private final RoundSetup setup;
    private final StackedBlocks learner;
    private final ClientSet clients;
    private final List<EmbedClients> finished = new ArrayList<>();
    private ClientSet inputs;

    BlockByBlock(RoundSetup setup, ClientSet clients) {
        this.setup = setup;
        this.learner = (StackedBlocks) setup.learner();
        this.clients = clients;
        this.inputs = clients;
    }

    @Override
    public Trained round(TrainingPlan plan, RunState before) {
        int each = plan.rounds() / learner.blocksApart();
        int block = before.round() / each;
        String name = plan.name(before.round() + 1);
        while (finished.size() < block) {
            int below = finished.size();
            RoundJobs.during(setup.spark(), name + ": outputs of block " + below, () -> finish(below, before.model()));
        }
        LoneBlock lone = setup.block(block);
        Parameters own = RoundSetup.part(before.model(), block, lone);
        Rounds.Outcome outcome = RoundJobs.during(
                setup.spark(),
                name + ": train block " + block + " on " + plan.cohort() + " clients",
                () -> setup.of(lone, block, inputs).run(own, plan.seed(), before.round() % each, each, plan.cohort()));
        return Trained.of(outcome, with(before.model(), block, outcome.global()));
    }

    /** Puts a block's outputs in the place of its inputs. */
    private ClientSet finish(int block, Parameters model) {
        LoneBlock lone = setup.block(block);
        Parameters own = RoundSetup.part(model, block, lone);
        EmbedClients outputs = new EmbedClients(
                setup.spark(),
                learner.outputs(setup.problem(), block, own),
                lone.problem().input());
        finished.add(outputs);
        ClientSet next = outputs.of(inputs);
        ClientSet before = inputs;
        inputs = next;
        try {
            next.load();
        } finally {
            outputs.releaseExecutors();
            if (before != clients) {
                before.close();
            }
        }
        return next;
    }

    private static Parameters with(Parameters model, int block, Parameters own) {
        float[] values = model.values().clone();
        System.arraycopy(own.values(), 0, values, model.layout().blockStart(block), own.size());
        return new Parameters(model.layout(), values);
    }

    @Override
    public void close() {
        if (inputs != clients) {
            inputs.close();
        }
        finished.forEach(EmbedClients::close);
    }
}
