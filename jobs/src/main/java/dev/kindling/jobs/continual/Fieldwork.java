package dev.kindling.jobs.continual;

import dev.kindling.data.Split;
import dev.kindling.data.partition.PartitionPlan;
import dev.kindling.jobs.config.ContinualConfig;
import dev.kindling.jobs.config.HeadConfig;
import dev.kindling.jobs.run.Shards;
import dev.kindling.learn.Problem;
import dev.kindling.spark.continual.ScenarioExamples;
import dev.kindling.spark.shard.ClientSource;
import dev.kindling.spark.storage.HadoopStorage;
import java.io.IOException;
import java.util.Arrays;
import org.apache.spark.api.java.JavaSparkContext;

/** A configuration of continual learning brought to life: its plan, the data on Spark, and the encoder. */
final class Fieldwork implements AutoCloseable {

    private static final int MOST_PARTITIONS = 256;

    /** Examples of a shard: of one experience it should still hold some batches full. */
    private static final int SHARD = 4096;

    private final FieldPlan plan;
    private final FrozenEncoder encoder;
    private final ScenarioExamples examples;

    Fieldwork(JavaSparkContext spark, ContinualConfig config, HadoopStorage storage) throws IOException {
        plan = FieldPlan.of(config, storage);
        Problem problem = plan.census().problem();
        encoder = FrozenEncoder.of(config.encoder(), problem, config.seed(), spark.hadoopConfiguration());
        ClientSource source = new ClientSource(spark, config.measuredData(), storage);
        // Sums are the same at whoever's place they are made, so that even one client's can be made in parallel.
        PartitionPlan holders =
                config instanceof HeadConfig ? shards(plan.census().population().size()) : plan.clients();
        int partitions = config.partitions() == 0 ? Math.min(holders.clients(), MOST_PARTITIONS) : config.partitions();
        examples = new ScenarioExamples(
                spark,
                config.scenario(),
                holders,
                source.clients(Split.TRAIN, holders, partitions),
                Shards.of(source, Split.TEST, plan.measured(), spark.defaultParallelism()),
                encoder.encoder(),
                problem,
                config.seed());
    }

    private static PartitionPlan shards(int examples) {
        int[] shardOf = new int[examples];
        Arrays.setAll(shardOf, example -> example / SHARD);
        return new PartitionPlan(shardOf, (examples + SHARD - 1) / SHARD);
    }

    /** Who sees what. */
    FieldPlan plan() {
        return plan;
    }

    FrozenEncoder encoder() {
        return encoder;
    }

    ScenarioExamples examples() {
        return examples;
    }

    @Override
    public void close() {
        examples.close();
    }
}
