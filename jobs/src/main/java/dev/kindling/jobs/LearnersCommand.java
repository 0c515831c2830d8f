package dev.kindling.jobs;

import dev.kindling.fault.UserMistake;
import dev.kindling.jobs.learners.Budget;
import dev.kindling.jobs.learners.Catalogue;
import dev.kindling.jobs.learners.Comparison;
import dev.kindling.jobs.learners.TableLine;
import dev.kindling.jobs.report.LearnerRow;
import dev.kindling.jobs.report.LearnersPage;
import dev.kindling.jobs.run.FiniteNumbers;
import dev.kindling.jobs.run.RunFolder;
import dev.kindling.spark.storage.AtomicFiles;
import dev.kindling.spark.storage.HadoopStorage;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kindling bench learners}: trains all rules on the same layers and data and says how they compare. */
@Command(
        name = "learners",
        mixinStandardHelpOptions = true,
        description = "Compares learning rules with backpropagation on the same layers, data and passes over it.")
final class LearnersCommand implements Callable<Integer> {

    private static final String FIGURES = "learners.json";
    private static final String PAGE = "learners.html";

    @Option(
            names = "--data",
            split = ",",
            description = "Data sets: mnist, fashion, cifar10-subset, glyphs (${DEFAULT-VALUE}).")
    private List<String> data = List.of("mnist");

    @Option(
            names = "--settings",
            split = ",",
            description = "Who holds the examples: centralised, workers, iid, dirichlet (${DEFAULT-VALUE}).")
    private List<String> settings = List.of("centralised");

    @Option(names = "--learners", split = ",", description = "Rules; all if not given. --list names them.")
    private List<String> learners = List.of();

    @Option(names = "--seeds", description = "Trainings of each, with seeds 1 to N (${DEFAULT-VALUE}).")
    private int seeds = 3;

    @Option(names = "--epochs", description = "Passes over the examples (${DEFAULT-VALUE}).")
    private int epochs = 5;

    @Option(
            names = "--share",
            description = "Share of the training examples to learn from, the same ones for all (${DEFAULT-VALUE}).")
    private double share = 1;

    @Option(names = "--list", description = "List the rules.")
    private boolean list;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder of all runs; one that was begun is gone on with (${DEFAULT-VALUE}).")
    private String out = "runs/learners";

    @Mixin
    private SparkOptions sparkOptions = new SparkOptions();

    @Spec
    private @Nullable CommandSpec spec;

    /** What learners.json holds: the budget that all rows share, and the rows. */
    private record Figures(int epochs, double share, int seeds, List<LearnerRow> rows) {}

    @Override
    public Integer call() throws IOException {
        PrintWriter console = Objects.requireNonNull(spec).commandLine().getOut();
        Catalogue catalogue = Catalogue.read();
        if (list) {
            catalogue.learners().forEach(console::println);
            return 0;
        }
        List<String> chosen = learners.isEmpty() ? catalogue.learners() : learners;
        UserMistake.requireRange(seeds >= 1, "--seeds", "at least 1", seeds);
        Budget budget = new Budget(epochs, share);
        Catalogue.require("--data", data, catalogue.data());
        Catalogue.require("--settings", settings, catalogue.settings());
        Catalogue.require("--learners", chosen, catalogue.learners());
        try (JavaSparkContext spark = sparkOptions.start("kindling bench learners")) {
            HadoopStorage storage = new HadoopStorage(spark.hadoopConfiguration(), DataFolder.location());
            Comparison comparison = new Comparison(spark, catalogue, storage, out, seeds, budget);
            RunFolder folder = new RunFolder(spark.hadoopConfiguration(), out);
            List<LearnerRow> rows = rows(comparison, folder, chosen, console);
            requireFigures(rows);
            console.printf("%n%s%n", folder.file(PAGE));
        }
        return 0;
    }

    /** Each row is on the file system before the next one is measured. */
    private List<LearnerRow> rows(Comparison comparison, RunFolder folder, List<String> chosen, PrintWriter console)
            throws IOException {
        List<LearnerRow> rows = new ArrayList<>();
        for (String dataSet : data) {
            for (String setting : settings) {
                console.print(TableLine.heading(dataSet, setting));
                for (String learner : chosen) {
                    LearnerRow row = comparison.row(dataSet, setting, learner);
                    rows.add(row);
                    write(folder, rows);
                    console.print(TableLine.of(row));
                    console.flush();
                }
            }
        }
        return rows;
    }

    private static void requireFigures(List<LearnerRow> rows) {
        if (rows.stream().allMatch(row -> row.failure() != null)) {
            throw new UserMistake(
                    "no rule could be trained; the first: " + rows.get(0).failure());
        }
    }

    private void write(RunFolder folder, List<LearnerRow> rows) throws IOException {
        Figures figures = new Figures(epochs, share, seeds, rows);
        folder.writeText(
                FIGURES, FiniteNumbers.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(figures) + "\n");
        AtomicFiles.write(folder.hadoop(), folder.file(PAGE), bytes -> {
            Writer page = new OutputStreamWriter(bytes, StandardCharsets.UTF_8);
            LearnersPage.write(epochs, share, seeds, rows, page);
            page.flush();
        });
    }
}
