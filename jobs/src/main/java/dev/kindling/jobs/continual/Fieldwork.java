package dev.kindling.jobs.continual;

import dev.kindling.continual.ScenarioPlan;
import dev.kindling.data.Split;
import dev.kindling.data.partition.PartitionPlan;
import dev.kindling.data.partition.Population;
import dev.kindling.fault.UserMistake;
import dev.kindling.jobs.config.ContinualConfig;
import dev.kindling.jobs.config.HeadConfig;
import dev.kindling.jobs.run.Shards;
import dev.kindling.spark.continual.Course;
import dev.kindling.spark.continual.ScenarioExamples;
import dev.kindling.spark.shard.ClientSource;
import dev.kindling.spark.storage.HadoopStorage;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * A configuration of continual learning brought to life: data, who sees what, and the encoder. Experiences and tasks are the
 * scenario's, from 0; the base is before them, also where it is an experience of the course.
 */
final class Fieldwork implements AutoCloseable {

    private static final int MOST_PARTITIONS = 256;

    /** Examples of a shard: of one experience it should still hold some batches full. */
    private static final int SHARD = 4096;

    private final ContinualConfig config;
    private final ClientSource.Census census;
    private final Course course;
    private final FrozenEncoder encoder;
    private final ScenarioExamples examples;

    Fieldwork(JavaSparkContext spark, ContinualConfig config, HadoopStorage storage) throws IOException {
        this.config = config;
        ClientSource source = new ClientSource(spark, config.measuredData(), storage);
        census = source.census(Split.TRAIN);
        boolean byHead = config instanceof HeadConfig;
        Population population = census.population();
        PartitionPlan clients = config.partitioner().plan(population, config.clients(), config.seed());
        course = new Course(config.scenario(), population, clients, config.seed(), !byHead);
        encoder = FrozenEncoder.of(config.encoder(), census.problem(), config.seed(), spark.hadoopConfiguration());
        ClientSource.Census measured = source.census(Split.TEST);
        requireAlike(measured);
        // Sums are the same at whoever's place they are made, so that even one client's can be made in parallel.
        PartitionPlan holders = byHead ? shards(population.size()) : clients;
        int partitions = config.partitions() == 0 ? Math.min(holders.clients(), MOST_PARTITIONS) : config.partitions();
        examples = new ScenarioExamples(
                spark,
                config.scenario(),
                holders,
                source.clients(Split.TRAIN, holders, partitions),
                Shards.of(source, Split.TEST, measured, spark.defaultParallelism()),
                encoder.encoder(),
                census.problem(),
                config.seed());
    }

    private static PartitionPlan shards(int examples) {
        int[] shardOf = new int[examples];
        Arrays.setAll(shardOf, example -> example / SHARD);
        return new PartitionPlan(shardOf, (examples + SHARD - 1) / SHARD);
    }

    private void requireAlike(ClientSource.Census measured) {
        if (!measured.problem().equals(census.problem())) {
            throw UserMistake.of(
                    "images of another size, or other classes, in the test split",
                    census.problem(),
                    measured.problem(),
                    "the data set",
                    "give splits of the same kind of data");
        }
    }

    ContinualConfig config() {
        return config;
    }

    ClientSource.Census census() {
        return census;
    }

    Course course() {
        return course;
    }

    FrozenEncoder encoder() {
        return encoder;
    }

    ScenarioExamples examples() {
        return examples;
    }

    int experiences() {
        return course.outline().experiences() - course.before();
    }

    int tasks() {
        return course.outline().tasks() - course.before();
    }

    /** The base's classes. */
    int[] baseClasses() {
        ScenarioPlan outline = course.outline();
        return course.before() > 0 ? outline.classesOfTask(0) : outline.baseClasses();
    }

    /** What a client sees in an experience that was learnt. */
    int[] examples(int client, int experience) {
        return course.plan().examples(client, experience + course.before());
    }

    /** The task of each of these. */
    int[] tasks(int client, int experience) {
        return IntStream.of(course.plan().tasks(client, experience + course.before()))
                .map(task -> task - course.before())
                .toArray();
    }

    /** The classes that clients see in an experience. */
    int[] classesIn(int experience) {
        return course.outline().classesIn(experience + course.before());
    }

    /** The classes that clients have seen up to an experience; the base's too only where they were seen again. */
    int[] classesSeen(int experience) {
        return IntStream.rangeClosed(0, experience)
                .flatMap(e -> Arrays.stream(classesIn(e)))
                .distinct()
                .sorted()
                .toArray();
    }

    /** The clients that see something in an experience but for those that the run shall never have had. */
    int[] clients(int experience) {
        return IntStream.range(0, config.clients())
                .filter(client -> !(config instanceof HeadConfig head)
                        || !head.withoutClients().contains(client))
                .filter(client -> examples(client, experience).length > 0)
                .toArray();
    }

    /** Whether an experience is measured. */
    boolean measures(int experience) {
        return (experience + course.before() + 1) % config.evaluateEvery() == 0 || experience + 1 == experiences();
    }

    @Override
    public void close() {
        examples.close();
    }
}
