package dev.kindling.federated;

import dev.kindling.data.Batch;
import dev.kindling.data.Client;
import dev.kindling.fault.UserMistake;
import dev.kindling.learn.Problem;
import dev.kindling.learn.Trainable;
import dev.kindling.learn.Trainer;
import dev.kindling.merge.MeanUpdate;
import dev.kindling.nn.GradientSum;
import dev.kindling.nn.Parameters;
import dev.kindling.random.RandomStream;

/**
 * FedSGD (McMahan et al. 2017, section 2): every client of the cohort computes the gradient of its mean loss over all its
 * examples, and the server takes one step along their weighted mean. Equal to a step of centralised gradient descent on
 * the cohort's examples, up to rounding.
 *
 * <p>What a trainer writes to its parameters itself, forward-forward's running peer means, begins with every client at the
 * global model's; its change is merged with the descent and, as that, counts times the server's rate.
 *
 * @param rate the server's learning rate
 * @param schedule factor of the rate over the rounds
 * @param weighting how much a client counts
 * @param chunk examples a client works on at once. The gradient is that of all of them and the chunk a matter of memory
 *     only, up to rounding, but for a learner that looks across a batch: forward-forward mixes hybrid negatives from
 *     images of one chunk and moves its peer means once a chunk; the same holds for whatever looks at a minibatch as a whole, as batch
 *     normalisation and similarities of examples do
 */
public record FedSgd(double rate, Schedule schedule, Weighting weighting, int chunk) implements FederatedMethod {

    public FedSgd {
        UserMistake.requireRange(rate > 0 && rate < Double.POSITIVE_INFINITY, "rate", "in (0, infinity)", rate);
        UserMistake.requireRange(chunk >= 1, "chunk", "at least 1", chunk);
    }

    /** Rate 0.1, weighted by examples. */
    public static FedSgd defaults() {
        return new FedSgd(0.1, new Schedule.Constant(), Weighting.BY_EXAMPLE, 128);
    }

    @Override
    public LocalTraining training(Trainable learner, Problem problem) {
        return new FullGradient(this, learner, problem);
    }

    @Override
    public ServerUpdate<MeanUpdate> server() {
        return (global, merged, context) ->
                FedAvg.move(global, merged, rate * schedule.factor(context.round(), context.rounds()));
    }

    private record FullGradient(FedSgd settings, Trainable learner, Problem problem) implements LocalTraining {

        @Override
        public Task open(Parameters global, RoundContext context) {
            GradientSum sum = new GradientSum(global.size());
            Trainer trainer = learner.during(context.round(), context.rounds()).trainer(problem, settings.chunk, sum);
            Batch batch = new Batch(settings.chunk, problem.input().size());
            float[] start = global.values();
            float[] working = new float[global.size()];
            float[] origin = new float[global.size()];
            float[] descent = new float[global.size()];
            return client -> {
                sum.reset();
                // Running means that another client of the task left behind would make bits depend on the partitioning.
                System.arraycopy(start, 0, working, 0, start.length);
                double loss = gradient(client, context, trainer, batch, working);
                for (int i = 0; i < descent.length; i++) {
                    descent[i] = working[i] - start[i] - sum.gradient()[i];
                }
                int examples = client.examples().size();
                return new ClientUpdate(origin, descent, weight(examples), examples, 1, loss);
            };
        }

        private double gradient(Client client, RoundContext context, Trainer trainer, Batch batch, float[] working) {
            int examples = client.examples().size();
            RandomStream random = context.random("client-training", client.id());
            double loss = 0;
            for (int from = 0; from < examples; from += batch.capacity()) {
                int to = Math.min(from + batch.capacity(), examples);
                batch.fill(client.examples(), from, to);
                // A step hands over the chunk's mean gradient; its part of the whole mean is its part of the examples.
                loss += trainer.step(working, batch, (float) (to - from) / examples, random);
            }
            return loss;
        }

        @Override
        public long weight(int examples) {
            return settings.weighting.weight(examples);
        }

        @Override
        public long work(int examples) {
            return examples;
        }
    }
}
