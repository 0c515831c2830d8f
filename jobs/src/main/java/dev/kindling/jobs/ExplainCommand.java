package dev.kindling.jobs;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kindling.fault.UserMistake;
import dev.kindling.jobs.config.ConfigReader;
import dev.kindling.jobs.config.ContinualConfig;
import dev.kindling.jobs.config.RunConfig;
import dev.kindling.jobs.continual.ContinualForecast;
import dev.kindling.jobs.run.Forecast;
import dev.kindling.spark.storage.HadoopStorage;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.commons.text.WordUtils;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kindling explain CONF}: what {@code run} or {@code continual} would do. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Says what kindling run would do with CONF, or kindling continual where CONF has a scenario: clients,"
                    + " sizes, bytes, memory.",
            "Reads the labels of the data and takes one step on made-up examples; starts nothing on Spark."
        })
final class ExplainCommand implements Callable<Integer> {

    private static final int COLUMNS = 79;
    private static final int INDENT = 11;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Parameters(paramLabel = "CONF", description = "Configuration (HOCON), on any Hadoop path.")
    private String conf = "";

    @Option(names = "-D", paramLabel = "key=value", description = "Overrides a key of CONF; may be repeated.")
    private List<String> overrides = new ArrayList<>();

    @Option(
            names = "--cores",
            paramLabel = "N",
            defaultValue = "1",
            description = "Cores of an executor, for its memory; default: ${DEFAULT-VALUE}.")
    private int cores = 1;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        UserMistake.requireRange(cores >= 1, "--cores", "at least 1", cores);
        ConfigReader configs = new ConfigReader();
        HadoopStorage files = new HadoopStorage(SparkOptions.hadoop(), "");
        HadoopStorage data = new HadoopStorage(SparkOptions.hadoop(), DataFolder.location());
        Map<String, String> lines;
        if (configs.isContinual(files, conf, overrides)) {
            ContinualConfig config = configs.readContinual(files, conf, overrides);
            lines = ContinualExplanation.of(
                    JSON.readTree(configs.write(config)),
                    config,
                    ContinualForecast.of(config, data, SparkOptions.hadoop()),
                    cores);
        } else {
            RunConfig config = configs.read(files, conf, overrides);
            Forecast forecast = Forecast.of(config, data, SparkOptions.hadoop());
            lines = RunExplanation.of(JSON.readTree(configs.write(config)), config, forecast, cores);
        }
        lines.forEach(this::print);
        return 0;
    }

    private void print(String what, String text) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        String margin = " ".repeat(INDENT);
        out.printf("%-9s  %s%n", what, WordUtils.wrap(text, COLUMNS - INDENT, "\n" + margin, true));
        out.flush();
    }
}
