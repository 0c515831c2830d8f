package dev.kindling.federated;

import dev.kindling.data.Batch;
import dev.kindling.data.Client;
import dev.kindling.data.Examples;
import dev.kindling.data.augment.Augmenter;
import dev.kindling.learn.Problem;
import dev.kindling.learn.Trainable;
import dev.kindling.learn.Trainer;
import dev.kindling.nn.Parameters;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;

/** Local training of federated averaging: epochs of shuffled minibatches from the global model. */
record LocalEpochs(FedAvg settings, Trainable learner, Problem problem) implements LocalTraining {

    @Override
    public Task open(Parameters global, RoundContext context) {
        return new Epochs(this, global, context);
    }

    @Override
    public long weight(int examples) {
        return settings.weighting().weight(examples);
    }

    @Override
    public long work(int examples) {
        return (long) settings.epochs() * examples;
    }

    private static final class Epochs implements Task {

        private final LocalEpochs work;
        private final float[] global;
        private final RoundContext context;
        private final float rateFactor;
        private final float[] local;
        private final UpdateRule rule;
        private final Trainer trainer;
        private final Batch batch;
        private final Augmenter augmenter;

        Epochs(LocalEpochs work, Parameters global, RoundContext context) {
            this.work = work;
            this.global = global.values();
            this.context = context;
            FedAvg settings = work.settings;
            this.rateFactor = (float) settings.schedule().factor(context.round(), context.rounds());
            this.local = new float[global.size()];
            this.rule = settings.optimizer().start(global.size());
            this.trainer = work.learner
                    .during(context.round(), context.rounds())
                    .trainer(work.problem, settings.batch(), rule);
            this.augmenter = settings.augment().open(work.problem.input());
            this.batch = new Batch(settings.batch(), work.problem.input().size());
        }

        @Override
        public ClientUpdate train(Client client) {
            System.arraycopy(global, 0, local, 0, local.length);
            rule.reset();
            int examples = client.examples().size();
            int epochs = work.settings.epochs();
            double loss = 0;
            RandomStream random = context.random("client-training", client.id());
            // A stream of its own: what is drawn for a step does not depend on whether examples are augmented.
            RandomStream changes = context.random("augmentation", client.id());
            for (int epoch = 0; epoch < epochs; epoch++) {
                loss += epoch(client.examples(), random, changes);
            }
            int size = work.settings.batch();
            long steps = (long) epochs * ((examples + size - 1) / size);
            return new ClientUpdate(global, local, work.weight(examples), work.work(examples), steps, loss);
        }

        private double epoch(Examples examples, RandomStream random, RandomStream changes) {
            int[] order = random.permutation(examples.size());
            double loss = 0;
            for (int from = 0; from < order.length; from += batch.capacity()) {
                batch.fill(examples, order, from, Math.min(from + batch.capacity(), order.length));
                augmenter.augment(batch, changes);
                loss += trainer.step(local, batch, rateFactor, random);
            }
            return loss;
        }
    }
}
