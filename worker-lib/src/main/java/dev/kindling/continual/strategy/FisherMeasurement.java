package dev.kindling.continual.strategy;

import dev.kindling.data.Batch;
import dev.kindling.data.Client;
import dev.kindling.federated.ClientUpdate;
import dev.kindling.federated.LocalTraining;
import dev.kindling.federated.RoundContext;
import dev.kindling.learn.FisherDiagonal;
import dev.kindling.learn.GradientLearner;
import dev.kindling.learn.Problem;
import dev.kindling.nn.Parameters;
import java.util.Arrays;

/**
 * A client's mean Fisher diagonal over its examples: summed as double in stored order, rounded to float32, and weighted by examples in
 * the mean over clients.
 */
record FisherMeasurement(GradientLearner network, Problem problem) implements LocalTraining {

    private static final int BATCH = 128;

    @Override
    public Task open(Parameters global, RoundContext context) {
        FisherDiagonal fisher = network.fisher(problem, BATCH);
        Batch batch = new Batch(BATCH, problem.input().size());
        double[] sum = new double[global.size()];
        float[] zero = new float[global.size()];
        float[] mean = new float[global.size()];
        return client -> {
            Arrays.fill(sum, 0);
            add(client, global.values(), fisher, batch, sum);
            int examples = client.examples().size();
            for (int i = 0; i < mean.length; i++) {
                mean[i] = (float) (sum[i] / examples);
            }
            return new ClientUpdate(zero, mean, examples, examples, (examples + BATCH - 1L) / BATCH, 0);
        };
    }

    private static void add(Client client, float[] parameters, FisherDiagonal fisher, Batch batch, double[] sum) {
        int examples = client.examples().size();
        for (int from = 0; from < examples; from += BATCH) {
            batch.fill(client.examples(), from, Math.min(from + BATCH, examples));
            fisher.add(parameters, batch, sum);
        }
    }

    @Override
    public long weight(int examples) {
        return examples;
    }

    @Override
    public long work(int examples) {
        return examples;
    }
}
