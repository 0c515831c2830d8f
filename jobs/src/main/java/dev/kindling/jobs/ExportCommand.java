package dev.kindling.jobs;

import dev.kindling.jobs.export.ExportFormat;
import dev.kindling.jobs.export.ModelExport;
import dev.kindling.jobs.run.RunFolder;
import dev.kindling.jobs.run.TrainedModel;
import dev.kindling.spark.storage.AtomicFiles;
import dev.kindling.spark.storage.PlainFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kindling export RUN}: a run's model as a file for other tools. Needs no Spark. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Writes the model of a run as ONNX, as a Deeplearning4j zip or as safetensors for PyTorch.")
final class ExportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "RUN", description = "Run folder, or one with its model.safetensors and model.json.")
    private String run = "";

    @Option(names = "--format", required = true, paramLabel = "onnx|dl4j|safetensors", description = "Of which format.")
    private ExportFormat format = ExportFormat.ONNX;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where to write.")
    private String out = "";

    @Option(names = "--force", description = "Replaces a file that is there.")
    private boolean force;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Configuration hadoop = PlainFiles.configuration(SparkOptions.hadoop());
        TrainedModel model = TrainedModel.load(new RunFolder(hadoop, run), null, List.of());
        AtomicFiles.Written written = new ModelExport(model).write(format, hadoop, new Path(out), force);
        PrintWriter console = Objects.requireNonNull(spec).commandLine().getOut();
        console.printf(Locale.ROOT, "%s%n%,d bytes, SHA-256 %s%n", out, written.bytes(), written.sha256());
        console.flush();
        return 0;
    }
}
