package dev.kindling.jobs;

import dev.kindling.jobs.run.Predictions;
import dev.kindling.jobs.run.TrainedModel;
import dev.kindling.spark.storage.AtomicFiles;
import dev.kindling.spark.storage.HadoopStorage;
import dev.kindling.spark.storage.PlainFiles;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kindling predict RUN}: what a run's model says of each example. Needs no Spark. */
@Command(
        name = "predict",
        mixinStandardHelpOptions = true,
        description = "Writes position, label, predicted class and score of each example as CSV.")
final class PredictCommand implements Callable<Integer> {

    @Mixin
    private ModelOptions modelOptions = new ModelOptions();

    @Option(names = "--limit", paramLabel = "N", description = "Stops after the first N examples.")
    private long limit = Long.MAX_VALUE;

    @Option(names = "--scores", description = "Writes the score of every class, not of the predicted one alone.")
    private boolean scores;

    @Option(names = "--out", paramLabel = "FILE", description = "Where to write; standard output if not given.")
    private @Nullable String out;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Configuration hadoop = SparkOptions.hadoop();
        TrainedModel model = modelOptions.load(hadoop);
        Predictions predictions = new Predictions(model, new HadoopStorage(hadoop, DataFolder.location()), scores);
        PrintWriter console = Objects.requireNonNull(spec).commandLine().getOut();
        if (out == null) {
            predictions.write(modelOptions.split(), limit, console);
        } else {
            writeFile(predictions, PlainFiles.configuration(hadoop), new Path(out));
            console.println(out);
        }
        console.flush();
        return 0;
    }

    private void writeFile(Predictions predictions, Configuration hadoop, Path target) throws IOException {
        AtomicFiles.write(hadoop, target, file -> {
            Writer text = new BufferedWriter(new OutputStreamWriter(file, StandardCharsets.UTF_8));
            predictions.write(modelOptions.split(), limit, text);
            text.flush();
        });
    }
}
