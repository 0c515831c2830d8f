package dev.kindling.federated;

import dev.kindling.data.Batch;
import dev.kindling.data.Client;
import dev.kindling.data.EpisodeSampler;
import dev.kindling.learn.Problem;
import dev.kindling.learn.Trainable;
import dev.kindling.learn.Trainer;
import dev.kindling.nn.Parameters;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;

/** Episodes of a client's own classes from the global model. Every client does the same work, so all count alike. */
record LocalEpisodes(FedEpisodes settings, Trainable learner, Problem problem) implements LocalTraining {

    @Override
    public Task open(Parameters global, RoundContext context) {
        return new Episodes(this, global, context);
    }

    @Override
    public long weight(int examples) {
        return 1;
    }

    @Override
    public long work(int examples) {
        return (long) settings.episodes() * settings.rows();
    }

    private static final class Episodes implements Task {

        private final LocalEpisodes work;
        private final float[] global;
        private final RoundContext context;
        private final float rateFactor;
        private final float[] local;
        private final UpdateRule rule;
        private final Trainer trainer;
        private final Batch batch;

        Episodes(LocalEpisodes work, Parameters global, RoundContext context) {
            this.work = work;
            this.global = global.values();
            this.context = context;
            FedEpisodes settings = work.settings;
            rateFactor = (float) settings.schedule().factor(context.round(), context.rounds());
            local = new float[global.size()];
            rule = settings.optimizer().start(global.size());
            trainer = work.learner.trainer(work.problem, settings.rows(), rule);
            batch = new Batch(settings.rows(), work.problem.input().size());
        }

        @Override
        public ClientUpdate train(Client client) {
            System.arraycopy(global, 0, local, 0, local.length);
            rule.reset();
            FedEpisodes settings = work.settings;
            EpisodeSampler sampler = new EpisodeSampler(
                    "client " + client.id(), client.examples().labels(), settings.ways(), settings.perClass());
            RandomStream random = context.random("client-episodes", client.id());
            double loss = 0;
            for (int episode = 0; episode < settings.episodes(); episode++) {
                int[] rows = sampler.draw(random);
                batch.fill(client.examples(), rows, 0, rows.length);
                loss += trainer.step(local, batch, rateFactor, random);
            }
            int examples = client.examples().size();
            return new ClientUpdate(
                    global, local, work.weight(examples), work.work(examples), settings.episodes(), loss);
        }
    }
}
