package dev.kindling.jobs.continual;

import dev.kindling.continual.ScenarioPlan;
import dev.kindling.data.Split;
import dev.kindling.fault.UserMistake;
import dev.kindling.fixedpoint.Grid;
import dev.kindling.head.Head;
import dev.kindling.head.KeySource;
import dev.kindling.head.KeyValueBottleneck;
import dev.kindling.jobs.config.HeadConfig;
import dev.kindling.jobs.run.Shards;
import dev.kindling.spark.head.EmbedClients;
import dev.kindling.spark.head.KeyPlacement;
import dev.kindling.spark.shard.ClientSet;
import dev.kindling.spark.shard.ClientSource;
import dev.kindling.spark.storage.HadoopStorage;
import dev.kindling.tensor.Shape;
import java.io.IOException;
import java.util.function.Predicate;
import org.apache.spark.api.java.JavaSparkContext;

/** What a head must see before it can be used: the keys of a key-value bottleneck are placed. */
record HeadPreparation(JavaSparkContext spark, HeadConfig config, Fieldwork fieldwork, HadoopStorage storage) {

    /** The head that the configuration asks for, ready for use. */
    Head head() throws IOException {
        if (!(config.head() instanceof KeyValueBottleneck bottleneck)) {
            return config.head();
        }
        Grid grid = new Grid(config.gridBits());
        int width = fieldwork.examples().problem().input().size();
        KeyPlacement placement = new KeyPlacement(spark, bottleneck, grid, width);
        if (bottleneck.keys() instanceof KeySource.FirstExamples) {
            return fieldwork.examples().first(fieldwork.plan().course(), this::takesPart, this::counts, placement::on);
        }
        return bottleneck.keys() instanceof KeySource.OtherExamples other ? onOthers(placement, other) : bottleneck;
    }

    private boolean takesPart(int client) {
        return !config.withoutClients().contains(client);
    }

    private boolean counts(int example) {
        return !config.withoutClasses()
                .contains(fieldwork.plan().census().population().label(example));
    }

    private Head onOthers(KeyPlacement placement, KeySource.OtherExamples other) throws IOException {
        Shape input = fieldwork.plan().census().problem().input();
        ClientSource.Census there = census(other, input, storage);
        ClientSource source = new ClientSource(spark, other.data(), storage);
        try (ClientSet shards = Shards.of(source, Split.TRAIN, there, spark.defaultParallelism());
                EmbedClients embedding =
                        new EmbedClients(spark, fieldwork.encoder().encoder(), input);
                ClientSet embedded = embedding.of(shards)) {
            return placement.on(embedded);
        }
    }

    /** Refuses another data set to place keys on whose examples the encoder cannot see. */
    static void requireKeyExamples(HeadConfig config, Shape input, HadoopStorage storage) {
        if (config.head() instanceof KeyValueBottleneck bottleneck
                && bottleneck.keys() instanceof KeySource.OtherExamples other) {
            census(other, input, storage);
        }
    }

    private static ClientSource.Census census(KeySource.OtherExamples other, Shape input, HadoopStorage storage) {
        ClientSource.Census there = ClientSource.census(other.data(), storage, Split.TRAIN);
        if (!there.problem().input().equals(input)) {
            throw UserMistake.of(
                    "images of another size to place keys on",
                    input,
                    there.problem().input(),
                    "keys.data",
                    "give a data set of the same shape");
        }
        return there;
    }

    /** Refuses to forget those whose examples keys were placed on: the keys remember them. */
    static void requireForgettable(Head head, ScenarioPlan plan, Predicate<ScenarioPlan> isAmongTheFirst, String who) {
        if (head instanceof KeyValueBottleneck bottleneck
                && bottleneck.keys() instanceof KeySource.FirstExamples
                && isAmongTheFirst.test(plan)) {
            throw new UserMistake("forget: keys were placed on examples of " + who
                    + " and cannot be taken back; run again without it, or with keys = random or of another data set");
        }
    }
}
