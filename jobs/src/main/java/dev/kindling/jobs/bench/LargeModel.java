package dev.kindling.jobs.bench;

import dev.kindling.federated.ClientTask;
import dev.kindling.federated.ClientWork;
import dev.kindling.federated.FederatedAlgorithm;
import dev.kindling.federated.RoundContext;
import dev.kindling.fixedpoint.FixedPoint;
import dev.kindling.merge.BlockScales;
import dev.kindling.merge.MeanUpdate;
import dev.kindling.merge.UpdateSum;
import dev.kindling.merge.WeightedMean;
import dev.kindling.nn.Layout;
import dev.kindling.nn.Parameters;
import dev.kindling.spark.round.Rounds;
import dev.kindling.spark.shard.ClientSet;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Rounds of 100 million parameters. Two clients a core move every parameter of a working copy by an amount of their own, as
 * plain SGD would; every parameter that comes back is compared with the sum worked out again on the driver. Made for
 * executors of 2 GiB, which then hold the model, the copy and the sums.
 */
final class LargeModel implements Benchmark {

    private static final int PARAMETERS = 100_000_000;
    private static final int ROUNDS = 2;

    @Override
    public List<Figure> measure(JavaSparkContext spark) {
        Layout.Builder layout = Layout.builder();
        layout.add("weight", PARAMETERS);
        Parameters model = new Parameters(layout.build(), new float[PARAMETERS]);
        int clients = 2 * spark.defaultParallelism();
        double[] seconds = new double[ROUNDS];
        try (ClientSet set = SyntheticClients.of(spark, clients, 1, clients)) {
            set.load();
            Rounds rounds = new Rounds(spark, set, new Shifting().algorithm());
            for (int round = 0; round < ROUNDS; round++) {
                long start = System.nanoTime();
                Parameters moved = rounds.run(model, 1, round, ROUNDS, clients).global();
                seconds[round] = (System.nanoTime() - start) / 1e9;
                requireExact(model, moved, clients);
                model = moved;
            }
        }
        return List.of(Figure.lowest("round of 100 M parameters, " + clients + " clients, all equal", "s", seconds));
    }

    private static void requireExact(Parameters global, Parameters moved, int clients) {
        int bits = BlockScales.of(global).bits().get(0);
        double scale = Math.scalb(1.0 / clients, bits);
        for (int i = 0; i < PARAMETERS; i++) {
            long sum = 0;
            float before = global.values()[i];
            for (int client = 0; client < clients; client++) {
                sum += (long) Math.rint(scale * ((double) (before + Shifting.shift(client, i)) - (double) before));
            }
            float expected = before + (float) FixedPoint.decode(sum, bits);
            if (moved.values()[i] != expected) {
                throw new IllegalStateException(
                        "parameter " + i + ": expected " + expected + " but got " + moved.values()[i]);
            }
        }
    }

    /** Clients that add to each parameter what depends on the client and the parameter's number. */
    private record Shifting() implements ClientWork<UpdateSum> {

        FederatedAlgorithm<UpdateSum, MeanUpdate> algorithm() {
            return new FederatedAlgorithm<>(
                    this,
                    (global, context) ->
                            new WeightedMean(BlockScales.of(global), context.totalWeight(), WeightedMean.SLICE_LENGTH),
                    (global, merged, context) -> moved(global, merged));
        }

        /** Never 0, at most 0.02. */
        static float shift(int client, int parameter) {
            int mixed = (parameter + 1) * 0x9E3779B1 + client * 0x85EBCA6B;
            return 1e-6f + (mixed >>> 8) * 1e-9f;
        }

        @Override
        public ClientTask<UpdateSum> open(Parameters global, RoundContext context) {
            BlockScales scales = BlockScales.of(global);
            float[] start = global.values();
            float[] local = new float[start.length];
            return (client, into) -> {
                System.arraycopy(start, 0, local, 0, local.length);
                for (int i = 0; i < local.length; i++) {
                    local[i] += shift(client.id(), i);
                }
                if (!into.add(start, local, 1.0 / context.totalWeight(), scales)) {
                    throw new IllegalStateException("client " + client.id() + " left the range");
                }
                into.tally().report(1, client.examples().size(), 1, 0);
            };
        }

        @Override
        public long weight(int examples) {
            return 1;
        }

        private static Parameters moved(Parameters global, MeanUpdate merged) {
            float[] moved = new float[global.size()];
            for (int i = 0; i < moved.length; i++) {
                moved[i] = global.values()[i] + merged.values()[i];
            }
            return new Parameters(global.layout(), moved);
        }
    }
}
