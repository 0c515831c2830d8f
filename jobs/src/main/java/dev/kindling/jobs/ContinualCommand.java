package dev.kindling.jobs;

import dev.kindling.jobs.config.ConfigReader;
import dev.kindling.jobs.config.ContinualConfig;
import dev.kindling.jobs.continual.ContinualRun;
import dev.kindling.jobs.continual.ContinualSummary;
import dev.kindling.jobs.continual.ExperienceReport;
import dev.kindling.jobs.redact.Redaction;
import dev.kindling.jobs.run.RunFolder;
import dev.kindling.spark.storage.HadoopStorage;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kindling continual CONF}: learns experience by experience and writes a run folder. */
@Command(
        name = "continual",
        mixinStandardHelpOptions = true,
        description = "Learns experience by experience, as CONF describes: with an exact head, or with a strategy.")
final class ContinualCommand implements Callable<Integer> {

    @Parameters(paramLabel = "CONF", description = "Configuration (HOCON), on any Hadoop path.")
    private String conf = "";

    @Option(names = "-D", paramLabel = "key=value", description = "Overrides a key of CONF; may be repeated.")
    private List<String> overrides = new ArrayList<>();

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Run folder.")
    private String out = "";

    @Option(names = "--resume", description = "Goes on from the last experience of a run that was not finished.")
    private boolean resume;

    @Mixin
    private OutputOptions outputOptions = new OutputOptions();

    @Mixin
    private SparkOptions sparkOptions = new SparkOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        ContinualConfig config =
                new ConfigReader().readContinual(new HadoopStorage(SparkOptions.hadoop(), ""), conf, overrides);
        PrintWriter console = Objects.requireNonNull(spec).commandLine().getOut();
        try (JavaSparkContext spark = sparkOptions.start("kindling continual " + conf)) {
            RunFolder folder = new RunFolder(spark.hadoopConfiguration(), out);
            HadoopStorage data = new HadoopStorage(spark.hadoopConfiguration(), DataFolder.location());
            PrintWriter table = outputOptions.table(console);
            JsonLines lines = new JsonLines(outputOptions.lines(console));
            heading(table);
            ContinualSummary summary = new ContinualRun(spark, config, folder, data).execute(resume, report -> {
                row(report, table);
                lines.print("experience", report);
            });
            String where = Redaction.ofProcess().text(folder.toString());
            finish(summary, where, table);
            lines.printLast(summary, where);
        }
        return 0;
    }

    private static void heading(PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%10s %8s %9s %9s %9s %9s %10s%n",
                "experience",
                "classes",
                "accuracy",
                "base",
                "field",
                "current",
                "sent");
    }

    private static void row(ExperienceReport report, PrintWriter out) {
        if (report.accuracy() != null) {
            out.printf(
                    Locale.ROOT,
                    "%10d %8d %9s %9s %9s %9s %7.1f kB%n",
                    report.experience(),
                    report.classesSeen(),
                    percent(report.accuracy()),
                    percent(report.base()),
                    percent(report.field()),
                    percent(report.current()),
                    report.bytesUp() / 1e3);
            out.flush();
        }
    }

    private static String percent(@Nullable Double accuracy) {
        return accuracy == null ? "-" : String.format(Locale.ROOT, "%.2f %%", 100 * accuracy);
    }

    private static void finish(ContinualSummary summary, String folder, PrintWriter out) {
        if (summary.refused() > 0) {
            out.printf(
                    Locale.ROOT,
                    "%n%,d examples were left out: an embedding beyond the grid's range; lower grid-bits%n",
                    summary.refused());
        }
        out.printf(
                Locale.ROOT,
                "%n%s accuracy %s of %,d classes after %,d experiences, %.1f s%n",
                summary.measuredOn(),
                percent(summary.accuracy()),
                summary.classesSeen(),
                summary.experiences(),
                summary.seconds());
        if (summary.modelSha256() == null) {
            out.printf(
                    Locale.ROOT,
                    "%.1f kB sent; averaging the encoder would have sent %.1f kB%nsums %s%n",
                    summary.bytesUp() / 1e3,
                    summary.bytesUpFedAvg() / 1e3,
                    summary.momentsSha256());
        } else {
            out.printf(Locale.ROOT, "%.1f kB sent%nmodel %s%n", summary.bytesUp() / 1e3, summary.modelSha256());
        }
        out.printf(Locale.ROOT, "run folder %s%n", folder);
        out.flush();
    }
}
