package dev.kindling.jobs.continual;

import dev.kindling.continual.ScenarioPlan;
import dev.kindling.data.Split;
import dev.kindling.fault.UserMistake;
import dev.kindling.fixedpoint.Grid;
import dev.kindling.head.Head;
import dev.kindling.head.KeySource;
import dev.kindling.head.KeyValueBottleneck;
import dev.kindling.jobs.config.ContinualConfig;
import dev.kindling.jobs.run.Shards;
import dev.kindling.spark.head.EmbeddedClients;
import dev.kindling.spark.head.KeyPlacement;
import dev.kindling.spark.shard.ClientSet;
import dev.kindling.spark.shard.ClientSource;
import dev.kindling.spark.storage.HadoopStorage;
import java.io.IOException;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;

/** What a head must see before it can be used: the keys of a key-value bottleneck are placed. */
record HeadPreparation(JavaSparkContext spark, ContinualConfig config, HadoopStorage storage, Grid grid) {

    /** The head that the configuration asks for, ready for use. */
    Head head(
            FrozenEncoder encoder,
            ClientSource.Census census,
            EmbeddedClients train,
            Supplier<Set<Integer>> firstExamples)
            throws IOException {
        if (!(config.head() instanceof KeyValueBottleneck bottleneck)) {
            return config.head();
        }
        KeyPlacement placement = new KeyPlacement(spark, bottleneck, grid);
        if (bottleneck.keys() instanceof KeySource.FirstExamples) {
            return placement.on(train, firstExamples.get());
        }
        return bottleneck.keys() instanceof KeySource.OtherExamples other
                ? onOthers(placement, other, encoder, census)
                : bottleneck;
    }

    private Head onOthers(
            KeyPlacement placement, KeySource.OtherExamples other, FrozenEncoder encoder, ClientSource.Census census)
            throws IOException {
        ClientSource source = new ClientSource(spark, other.data(), storage);
        ClientSource.Census there = source.census(Split.TRAIN);
        if (!there.problem().input().equals(census.problem().input())) {
            throw UserMistake.of(
                    "images of another size to place keys on",
                    census.problem().input(),
                    there.problem().input(),
                    "keys.data",
                    "give a data set of the same shape");
        }
        try (ClientSet shards = Shards.of(source, Split.TRAIN, there, spark.defaultParallelism());
                EmbeddedClients embedded = EmbeddedClients.of(
                        spark, shards, encoder.encoder(), census.problem().input())) {
            return placement.on(embedded, null);
        }
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
