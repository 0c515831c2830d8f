package dev.kindling.jobs;

import dev.kindling.data.Split;
import dev.kindling.jobs.run.RunFolder;
import dev.kindling.jobs.run.TrainedModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which model to use, and on what. */
final class ModelOptions {

    @Parameters(paramLabel = "RUN", description = "Run folder, or one with its model.safetensors and model.json.")
    private String run = "";

    @Option(
            names = "--data",
            paramLabel = "SPEC",
            description = "Data instead of the run's: a type, or a data section, e.g. 'type = idx, path = mnist'.")
    private @Nullable String data;

    @Option(
            names = "-D",
            paramLabel = "key=value",
            description = "Overrides a key, e.g. -D data.path=...; may be repeated.")
    private List<String> overrides = new ArrayList<>();

    @Option(names = "--split", paramLabel = "train|test", description = "Which examples; default test.")
    private Split split = Split.TEST;

    Split split() {
        return split;
    }

    TrainedModel load(Configuration hadoop) throws IOException {
        return TrainedModel.load(new RunFolder(hadoop, run), data, overrides);
    }
}
