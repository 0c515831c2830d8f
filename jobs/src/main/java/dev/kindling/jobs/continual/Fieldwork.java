package dev.kindling.jobs.continual;

import dev.kindling.continual.Cells;
import dev.kindling.continual.ScenarioPlan;
import dev.kindling.data.Split;
import dev.kindling.data.partition.PartitionPlan;
import dev.kindling.data.partition.Population;
import dev.kindling.encode.Pixels;
import dev.kindling.fault.UserMistake;
import dev.kindling.fixedpoint.Grid;
import dev.kindling.head.Head;
import dev.kindling.head.Moments;
import dev.kindling.jobs.config.ContinualConfig;
import dev.kindling.jobs.run.Shards;
import dev.kindling.spark.head.EmbeddedClients;
import dev.kindling.spark.head.HeadEvaluation;
import dev.kindling.spark.head.HeadLearning;
import dev.kindling.spark.shard.ClientSet;
import dev.kindling.spark.shard.ClientSource;
import dev.kindling.spark.storage.HadoopStorage;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/**
 * A configuration of continual learning brought to life: the plan, the examples by cell, embedded once, and what learns from them.
 */
final class Fieldwork implements AutoCloseable {

    private static final int MOST_PARTITIONS = 256;

    private final ContinualConfig config;
    private final ClientSource.Census census;
    private final ScenarioPlan plan;
    private final Cells cells;
    private final ClientSet train;
    private final ClientSet test;
    private final FrozenEncoder encoder;
    private final EmbeddedClients embeddedTrain;
    private final EmbeddedClients embeddedTest;
    private final Head head;
    private final HeadLearning learning;
    private final HeadEvaluation evaluation;

    /** All that the configuration asks for. */
    Fieldwork(JavaSparkContext spark, ContinualConfig config, HadoopStorage storage) throws IOException {
        this(spark, config, storage, label -> true, null);
    }

    /** The same of some classes only, with the head of another that has all. */
    Fieldwork(
            JavaSparkContext spark,
            ContinualConfig config,
            HadoopStorage storage,
            IntPredicate classesOfInterest,
            @Nullable Head prepared)
            throws IOException {
        this.config = config;
        ClientSource source = new ClientSource(spark, config.data(), storage);
        census = source.census(Split.TRAIN);
        requireClasses();
        Population population = census.population();
        PartitionPlan holders = config.partitioner().plan(population, config.clients(), config.seed());
        plan = config.scenario().plan(population, holders, config.seed());
        cells = new Cells(
                plan,
                population,
                label -> classesOfInterest.test(label)
                        && !config.withoutClasses().contains(label));
        encoder = FrozenEncoder.of(config.encoder(), census.problem(), config.seed(), spark.hadoopConfiguration());
        ClientSource.Census measured = source.census(Split.TEST);
        requireAlike(measured);
        train = source.clients(Split.TRAIN, cells.partition(), partitions());
        test = Shards.of(source, Split.TEST, measured, spark.defaultParallelism());
        embeddedTrain = EmbeddedClients.of(
                spark, train, encoder.encoder(), census.problem().input());
        embeddedTest = EmbeddedClients.of(
                spark, test, encoder.encoder(), census.problem().input());
        Grid grid = new Grid(config.gridBits());
        int classes = census.problem().classes();
        head = prepared != null
                ? prepared
                : new HeadPreparation(spark, config, storage, grid)
                        .head(encoder, census, embeddedTrain, () -> firstCells());
        learning = new HeadLearning(spark, new Pixels(), head, embeddedTrain.shape(), classes, grid);
        evaluation = new HeadEvaluation(spark, head, grid, embeddedTest, classes);
    }

    /** The base, or where there is none the first experience. */
    private Set<Integer> firstCells() {
        Set<Integer> base = cells.base();
        return base.isEmpty() ? cells.of(0, new TreeSet<>(config.withoutClients())) : base;
    }

    /** The head as it is used, with all that it must have seen before. */
    Head head() {
        return head;
    }

    private int partitions() {
        return config.partitions() == 0 ? Math.min(cells.partition().clients(), MOST_PARTITIONS) : config.partitions();
    }

    private void requireClasses() {
        int classes = census.problem().classes();
        for (int label : config.withoutClasses()) {
            UserMistake.requireRange(
                    label < classes, "without-classes", "below " + classes + ", the number of classes", label);
        }
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

    ClientSource.Census census() {
        return census;
    }

    ScenarioPlan plan() {
        return plan;
    }

    FrozenEncoder encoder() {
        return encoder;
    }

    HeadEvaluation evaluation() {
        return evaluation;
    }

    HeadLearning learning() {
        return learning;
    }

    /** What the base examples add up to. */
    Moments base() {
        return learning.of(embeddedTrain.clients(), cells.base());
    }

    /** What the clients learn in an experience, those left out apart. */
    Moments experience(int experience) {
        Set<Integer> chosen = cells.of(experience, new TreeSet<>(config.withoutClients()));
        return learning.of(embeddedTrain.clients(), chosen);
    }

    /** All that one client contributed, in any experience. */
    Moments client(int client) {
        return learning.of(embeddedTrain.clients(), cells.ofClient(client));
    }

    /** What base and all experiences add up to. */
    Moments everything() {
        Moments sums = base();
        for (int experience = 0; experience < plan.experiences(); experience++) {
            sums.add(experience(experience));
        }
        return sums;
    }

    /** The clients that take part in an experience. */
    int[] clients(int experience) {
        return IntStream.range(0, plan.clients())
                .filter(client -> !config.withoutClients().contains(client))
                .filter(client -> plan.examples(client, experience).length > 0)
                .toArray();
    }

    @Override
    public void close() {
        embeddedTrain.close();
        embeddedTest.close();
        train.close();
        test.close();
    }
}
