package dev.kindling.jobs;

import dev.kindling.fault.UserMistake;
import dev.kindling.jobs.continual.Forgetting;
import dev.kindling.jobs.run.RunFolder;
import dev.kindling.spark.storage.HadoopStorage;
import java.io.IOException;
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

/** {@code kindling forget RUN}: takes a client's or a class' contribution out of a run's sums. */
@Command(
        name = "forget",
        mixinStandardHelpOptions = true,
        description = "Takes a client or a class out of a run: the very bytes of a run that never had it.")
final class ForgetCommand implements Callable<Integer> {

    @Parameters(paramLabel = "RUN", description = "Run folder of kindling continual.")
    private String run = "";

    @Option(names = "--client", paramLabel = "ID", description = "The client to take out.")
    private @Nullable Integer client;

    @Option(names = "--class", paramLabel = "LABEL", description = "The class to take out, by its number.")
    private @Nullable Integer label;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder for what remains.")
    private String out = "";

    @Mixin
    private SparkOptions sparkOptions = new SparkOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if ((client == null) == (label == null)) {
            throw new UserMistake("forget: give either --client ID or --class LABEL");
        }
        try (JavaSparkContext spark = sparkOptions.start("kindling forget " + run)) {
            Forgetting forgetting = new Forgetting(
                    spark,
                    new RunFolder(spark.hadoopConfiguration(), run),
                    new RunFolder(spark.hadoopConfiguration(), out),
                    new HadoopStorage(spark.hadoopConfiguration(), DataFolder.location()));
            Forgetting.Outcome outcome =
                    client != null ? forgetting.client(client) : forgetting.ofClass(Objects.requireNonNull(label));
            Objects.requireNonNull(spec)
                    .commandLine()
                    .getOut()
                    .printf(
                            Locale.ROOT,
                            "%,d examples taken out, %,d remain%ntest accuracy %.2f %% of %,d classes%nsums %s%nrun folder %s%n",
                            outcome.takenOut(),
                            outcome.remaining(),
                            100 * outcome.accuracy(),
                            outcome.classes(),
                            outcome.momentsSha256(),
                            out)
                    .flush();
        }
        return 0;
    }
}
