package dev.kindling.jobs.config;

import dev.kindling.data.DataSet;
import dev.kindling.data.Subset;
import dev.kindling.data.formats.Cifar10;
import dev.kindling.data.formats.Cifar10Files;
import dev.kindling.data.formats.Csv;
import dev.kindling.data.formats.Idx;
import dev.kindling.data.formats.IdxFiles;
import dev.kindling.data.formats.MissingCells;
import dev.kindling.data.formats.Omniglot;
import dev.kindling.data.formats.OmniglotClasses;
import dev.kindling.data.formats.OmniglotDivision;
import dev.kindling.data.formats.OmniglotSource;
import dev.kindling.data.glyphs.Glyphs;
import dev.kindling.data.partition.Classes;
import dev.kindling.data.partition.DirichletByClass;
import dev.kindling.data.partition.DirichletByClient;
import dev.kindling.data.partition.Iid;
import dev.kindling.data.partition.LabelShards;
import dev.kindling.data.partition.Natural;
import dev.kindling.data.partition.Partitioner;
import dev.kindling.data.partition.QuantitySkew;
import java.util.List;

/** What examples are, and who holds them. */
final class DataChoices {

    private DataChoices() {}

    static final List<Family<?>> FAMILIES = List.of(
            Family.of(DataSet.class, "data")
                    .with("glyphs", new Glyphs(10, 50, 100, 20, 1, 1.0))
                    .with("idx", new Idx("mnist", 10))
                    .with(
                            "idx-files",
                            new IdxFiles(
                                    "train-images", "train-labels", "test-images", "test-labels", List.of("0", "1")),
                            "train-images",
                            "train-labels",
                            "test-images",
                            "test-labels",
                            "class-names")
                    .with("cifar10", new Cifar10("cifar10"), "path")
                    .with(
                            "cifar10-files",
                            new Cifar10Files(List.of("data_batch_1.bin"), List.of("test_batch.bin")),
                            "train",
                            "test")
                    .with(
                            "csv",
                            new Csv("train.csv", "test.csv", "label", "", MissingCells.FAIL),
                            "train",
                            "test",
                            "label")
                    .with(
                            "omniglot",
                            new Omniglot(
                                    "omniglot",
                                    OmniglotClasses.BACKGROUND_EVALUATION,
                                    OmniglotDivision.BY_CLASS,
                                    15,
                                    OmniglotSource.ZIP))
                    .with("subset", new Subset(new Idx("mnist", 10), 0.1, 1), "data"),
            Family.of(Partitioner.class, "partitioner")
                    .with("iid", new Iid())
                    .with("dirichlet-by-class", new DirichletByClass(0.5, 10, false))
                    .with("dirichlet-by-client", new DirichletByClient(0.5))
                    .with("label-shards", new LabelShards(2))
                    .with("quantity-skew", new QuantitySkew(0.5, 10))
                    .with("natural", new Natural())
                    .with("classes", new Classes()));
}
