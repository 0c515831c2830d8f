package dev.kindling.jobs.continual;

import dev.kindling.data.Split;
import dev.kindling.data.partition.PartitionPlan;
import dev.kindling.jobs.config.ContinualConfig;
import dev.kindling.jobs.config.HeadConfig;
import dev.kindling.jobs.run.Shards;
import dev.kindling.learn.Problem;
import dev.kindling.spark.continual.Course;
import dev.kindling.spark.continual.ScenarioExamples;
import dev.kindling.spark.shard.ClientSource;
import dev.kindling.spark.storage.HadoopStorage;
import java.io.IOException;
import java.util.Arrays;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * A configuration of continual learning brought to life: data, who sees what, and the encoder. Experiences and tasks are the
 * scenario's, from 0; the base is before them, also where it is an experience of the course.
 */
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

    ContinualConfig config() {
        return plan.config();
    }

    ClientSource.Census census() {
        return plan.census();
    }

    Course course() {
        return plan.course();
    }

    FrozenEncoder encoder() {
        return encoder;
    }

    ScenarioExamples examples() {
        return examples;
    }

    int experiences() {
        return plan.experiences();
    }

    int tasks() {
        return plan.tasks();
    }

    /** The base's classes. */
    int[] baseClasses() {
        return plan.baseClasses();
    }

    /** What a client sees in an experience that was learnt. */
    int[] examples(int client, int experience) {
        return plan.examples(client, experience);
    }

    /** The task of each of these. */
    int[] tasks(int client, int experience) {
        return plan.tasks(client, experience);
    }

    /** The classes that clients see in an experience. */
    int[] classesIn(int experience) {
        return plan.classesIn(experience);
    }

    /** The classes that clients have seen up to an experience; the base's too only where they were seen again. */
    int[] classesSeen(int experience) {
        return plan.classesSeen(experience);
    }

    /** The clients that see something in an experience but for those that the run shall never have had. */
    int[] clients(int experience) {
        return plan.clients(experience);
    }

    /** Whether an experience is measured. */
    boolean measures(int experience) {
        return plan.measures(experience);
    }

    @Override
    public void close() {
        examples.close();
    }
}
