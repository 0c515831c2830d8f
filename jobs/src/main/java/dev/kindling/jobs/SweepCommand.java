package dev.kindling.jobs;

import dev.kindling.fault.RunFailure;
import dev.kindling.fault.UserMistake;
import dev.kindling.jobs.redact.Redaction;
import dev.kindling.jobs.report.SweepReport;
import dev.kindling.jobs.report.SweepRow;
import dev.kindling.jobs.run.RunFolder;
import dev.kindling.jobs.sweep.Sweep;
import dev.kindling.jobs.sweep.SweepPlan;
import dev.kindling.jobs.sweep.SweepSettings;
import dev.kindling.jobs.sweep.SweepTable;
import dev.kindling.spark.storage.HadoopStorage;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kindling sweep CONF -g key=v1,v2}: trains with many settings and ranks them. */
@Command(
        name = "sweep",
        mixinStandardHelpOptions = true,
        description = "Trains what CONF describes with many settings, as one Spark application, and ranks them on a"
                + " validation share.")
final class SweepCommand implements Callable<Integer> {

    /** What is chosen on. */
    private enum RankOn {
        VALIDATION,
        TEST
    }

    @Parameters(paramLabel = "CONF", description = "Configuration (HOCON), on any Hadoop path.")
    private String conf = "";

    @Option(
            names = "-g",
            paramLabel = "key=v1,v2",
            description =
                    "A key and the values to try; may be repeated. The end of a key will do where it is the only one:"
                            + " alpha for partitioner.alpha. lr is algorithm.optimizer.rate. With --random also key=low..high and"
                            + " key=log:low..high.")
    private List<String> axes = new ArrayList<>();

    @Option(names = "-D", paramLabel = "key=value", description = "Overrides a key for all trials; may be repeated.")
    private List<String> overrides = new ArrayList<>();

    @Option(names = "--random", paramLabel = "N", description = "Draw N settings instead of trying all of the grid.")
    private @Nullable Integer random;

    @Option(names = "--seed", paramLabel = "S", description = "Of --random (${DEFAULT-VALUE}).")
    private long searchSeed = 1;

    @Option(names = "--seeds", split = ",", description = "Seeds of each trial's runs; CONF's own if not given.")
    private List<Long> seeds = List.of();

    @Option(
            names = "--validation",
            paramLabel = "SHARE",
            description = "Share of the training examples to rank by, unless CONF has one (${DEFAULT-VALUE}).")
    private double validation = 0.2;

    @Option(
            names = "--rank-on",
            paramLabel = "SPLIT",
            description = "validation, or test: what is chosen there has no honest result there (validation).")
    private RankOn rankOn = RankOn.VALIDATION;

    @Option(names = "--stop-early", description = "End runs whose learning curve goes below the best trial so far.")
    private boolean stopEarly;

    @Option(names = "--out", paramLabel = "DIR", description = "Folder of all runs; runs/NAME-sweep-TIME if not given.")
    private @Nullable String out;

    @Option(names = "--resume", description = "Goes on with the sweep in --out; finished runs are not run again.")
    private boolean resume;

    @Mixin
    private SparkOptions sparkOptions = new SparkOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (resume && out == null) {
            throw new UserMistake("--resume needs the sweep's folder: give it with --out");
        }
        PrintWriter console = Objects.requireNonNull(spec).commandLine().getOut();
        SweepPlan plan = SweepPlan.of(
                new HadoopStorage(SparkOptions.hadoop(), ""),
                conf,
                overrides,
                new SweepSettings(axes, random, searchSeed, seeds, validation, rankOn == RankOn.TEST, stopEarly));
        String where = out == null ? RunCommand.newFolder(conf, "-sweep") : out;
        plan.requireFits(new RunFolder(SparkOptions.hadoop(), where), resume);
        try (JavaSparkContext spark = sparkOptions.start("kindling sweep " + conf)) {
            RunFolder folder = new RunFolder(spark.hadoopConfiguration(), where);
            HadoopStorage data = new HadoopStorage(spark.hadoopConfiguration(), DataFolder.location());
            List<Failure> failures = new ArrayList<>();
            Sweep sweep = new Sweep(spark, data, folder, plan, failed -> explained(failed, failures), line -> {
                console.println(SweepTable.within(line));
                console.flush();
            });
            finish(sweep.execute(), failures, folder, console);
        }
        return 0;
    }

    private String explained(Throwable failed, List<Failure> failures) {
        CommandLine line = Objects.requireNonNull(spec).root().commandLine();
        ((Kindling) line.getCommand()).trace(failed, spec.commandLine().getErr());
        Failure failure = Failure.of(failed);
        failures.add(failure);
        return failure.message();
    }

    private static void finish(SweepReport report, List<Failure> failures, RunFolder folder, PrintWriter console) {
        SweepRow first = report.rows().get(0);
        if (first.failure() != null) {
            String message = "no trial could be trained; the first: " + first.failure() + "; all are in "
                    + folder.file(Sweep.PAGE);
            boolean software = failures.stream()
                    .anyMatch(failure -> failure.exit() == CommandLine.ExitCode.SOFTWARE
                            && failure.message().equals(first.failure()));
            // What was refused before it began is a mistake of the user's.
            throw software ? new RunFailure(message) : new UserMistake(message);
        }
        console.printf(
                "%n%s%n%s%n",
                SweepTable.of(report),
                Redaction.ofProcess().text(folder.file(Sweep.PAGE).toString()));
        console.flush();
    }
}
