package dev.kindling.jobs;

import dev.kindling.jobs.run.Measurement;
import dev.kindling.jobs.run.TrainedModel;
import dev.kindling.spark.storage.HadoopStorage;
import dev.kindling.spark.storage.PlainFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kindling evaluate RUN}: measures a run's model again, on its own data or on other. */
@Command(name = "evaluate", mixinStandardHelpOptions = true, description = "Measures the model of a run.")
final class EvaluateCommand implements Callable<Integer> {

    @Mixin
    private ModelOptions modelOptions = new ModelOptions();

    @Option(names = "--json", paramLabel = "FILE", description = "Writes accuracy, examples and confusion as JSON.")
    private @Nullable String json;

    @Mixin
    private SparkOptions sparkOptions = new SparkOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        TrainedModel model = modelOptions.load(SparkOptions.hadoop());
        try (JavaSparkContext spark = sparkOptions.start("kindling evaluate")) {
            HadoopStorage data = new HadoopStorage(spark.hadoopConfiguration(), DataFolder.location());
            Measurement measured = Measurement.of(spark, model, modelOptions.split(), data);
            if (json != null) {
                measured.writeJson(PlainFiles.configuration(spark.hadoopConfiguration()), json);
            }
            print(measured);
        }
        return 0;
    }

    private void print(Measurement measured) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (measured.episodes() != null) {
            out.printf(Locale.ROOT, "%s%n", measured.episodes());
        }
        out.printf(
                Locale.ROOT,
                "accuracy %.2f %% of %,d %s examples%nmodel %s%n",
                100 * measured.accuracy(),
                measured.examples(),
                measured.split(),
                measured.modelSha256());
        out.flush();
    }
}
