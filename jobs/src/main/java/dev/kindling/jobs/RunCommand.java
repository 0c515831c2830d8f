package dev.kindling.jobs;

import dev.kindling.fault.UserMistake;
import dev.kindling.jobs.config.ConfigReader;
import dev.kindling.jobs.config.RunConfig;
import dev.kindling.jobs.redact.Redaction;
import dev.kindling.jobs.run.Run;
import dev.kindling.jobs.run.RunFolder;
import dev.kindling.jobs.run.Summary;
import dev.kindling.spark.storage.HadoopStorage;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kindling run CONF}: trains and writes a run folder. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Trains what CONF describes and writes a run folder.")
final class RunCommand implements Callable<Integer> {

    @Parameters(paramLabel = "CONF", description = "Configuration (HOCON), on any Hadoop path.")
    private String conf = "";

    @Option(names = "-D", paramLabel = "key=value", description = "Overrides a key of CONF; may be repeated.")
    private List<String> overrides = new ArrayList<>();

    @Option(names = "--out", paramLabel = "DIR", description = "Run folder; runs/NAME-TIME if not given.")
    private @Nullable String out;

    @Option(names = "--resume", description = "Goes on from the newest whole checkpoint in --out.")
    private boolean resume;

    @Mixin
    private OutputOptions outputOptions = new OutputOptions();

    @Mixin
    private SparkOptions sparkOptions = new SparkOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        RunConfig config = new ConfigReader().read(new HadoopStorage(SparkOptions.hadoop(), ""), conf, overrides);
        PrintWriter console = Objects.requireNonNull(spec).commandLine().getOut();
        try (JavaSparkContext spark = sparkOptions.start("kindling run " + conf)) {
            RunFolder folder = new RunFolder(spark.hadoopConfiguration(), folderName());
            HadoopStorage data = new HadoopStorage(spark.hadoopConfiguration(), DataFolder.location());
            try (RunConsole progress = RunConsole.of(outputOptions, console, config.rounds())) {
                Summary summary = new Run(spark, config, folder, data).execute(resume, progress);
                progress.finish(summary, Redaction.ofProcess().text(folder.toString()));
            }
        }
        return 0;
    }

    private String folderName() {
        if (out != null) {
            return out;
        }
        if (resume) {
            throw new UserMistake("--resume needs the run's folder: give it with --out");
        }
        return newFolder(conf, "");
    }

    /** A folder named after the configuration, what is done with it, and now. */
    static String newFolder(String conf, String kind) {
        String name = new Path(conf).getName().replaceFirst("\\.conf$", "");
        return "runs/" + name + kind + "-"
                + LocalDateTime.now(java.time.ZoneId.systemDefault())
                        .format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", java.util.Locale.ROOT));
    }
}
