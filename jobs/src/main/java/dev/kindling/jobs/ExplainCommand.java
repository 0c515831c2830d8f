package dev.kindling.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kindling.jobs.config.ConfigReader;
import dev.kindling.jobs.config.RunConfig;
import dev.kindling.jobs.run.Forecast;
import dev.kindling.spark.storage.HadoopStorage;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.commons.text.WordUtils;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kindling explain CONF}: what {@code run} would do. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Says what kindling run would do with CONF: clients, sizes, bytes, memory.",
            "Reads the labels of the data and takes one step on made-up examples; starts nothing on Spark."
        })
final class ExplainCommand implements Callable<Integer> {

    private static final int COLUMNS = 79;
    private static final int INDENT = 11;
    private static final int MOST_BLOCKS = 12;

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
        ConfigReader configs = new ConfigReader();
        RunConfig config = configs.read(new HadoopStorage(SparkOptions.hadoop(), ""), conf, overrides);
        Forecast forecast = Forecast.of(
                config, new HadoopStorage(SparkOptions.hadoop(), DataFolder.location()), SparkOptions.hadoop());
        JsonNode written = new ObjectMapper().readTree(configs.write(config));
        print("data", data(written, config, forecast));
        print("clients", clients(written, config, forecast));
        print("rounds", rounds(written, config, forecast));
        print("model", model(written, forecast));
        print("bytes", bytes(config, forecast));
        print("memory", memory(forecast));
        return 0;
    }

    private static String data(JsonNode config, RunConfig run, Forecast forecast) {
        return String.format(
                Locale.ROOT,
                "%s: %,d training examples, %,d of the %s split to measure on; %s values each, %d classes",
                type(config, "data"),
                forecast.trainExamples(),
                forecast.measuredExamples(),
                run.measuredOn(),
                forecast.problem().input(),
                forecast.problem().classes());
    }

    private static String clients(JsonNode config, RunConfig run, Forecast forecast) {
        return String.format(
                Locale.ROOT,
                "%,d by %s, in %,d partitions; %s examples and %s classes each",
                run.clients(),
                type(config, "partitioner"),
                run.clientPartitions(),
                spread(forecast.clientSizes()),
                spread(forecast.clientClasses()));
    }

    /** "600", or "12 to 340 (median 88)", of an ascending list. */
    private static String spread(List<Integer> ascending) {
        int least = ascending.get(0);
        int most = ascending.get(ascending.size() - 1);
        return least == most
                ? String.format(Locale.ROOT, "%,d", least)
                : String.format(
                        Locale.ROOT, "%,d to %,d (median %,d)", least, most, ascending.get(ascending.size() / 2));
    }

    private static String rounds(JsonNode config, RunConfig run, Forecast forecast) {
        return String.format(
                Locale.ROOT,
                "%,d of %s with %,d clients each, about %,d examples a pass; evaluated every %s, a checkpoint every %s",
                run.rounds(),
                type(config, "algorithm"),
                run.cohortSize(),
                forecast.examplesOfRound(run.cohortSize()),
                rounds(run.evaluateEvery()),
                rounds(run.checkpointEvery()));
    }

    private static String rounds(int count) {
        return count == 1 ? "round" : String.format(Locale.ROOT, "%,d rounds", count);
    }

    private static String model(JsonNode config, Forecast forecast) {
        String blocks = forecast.blocks().stream()
                .limit(MOST_BLOCKS)
                .map(size -> String.format(Locale.ROOT, "%,d", size))
                .collect(Collectors.joining(" + "));
        return String.format(
                Locale.ROOT,
                "%s: %,d parameters in %d %s (%s%s)",
                type(config, "learner"),
                forecast.parameters(),
                forecast.blocks().size(),
                forecast.blocks().size() == 1 ? "block" : "blocks",
                blocks,
                forecast.blocks().size() > MOST_BLOCKS ? " + ..." : "");
    }

    private static String bytes(RunConfig run, Forecast forecast) {
        long round = 2L * run.cohortSize() * forecast.modelBytes();
        return String.format(
                Locale.ROOT,
                "the model is %s; a round moves %s to and from its clients, the run %s, if all blocks are trained together;"
                        + " the cached examples are %s",
                megabytes(forecast.modelBytes()),
                megabytes(round),
                megabytes(run.rounds() * round),
                megabytes(forecast.cachedBytes()));
    }

    private String memory(Forecast forecast) {
        return forecast.executorBytes(cores).isEmpty()
                ? "not worked out: only for algorithm = fedavg"
                : String.format(
                        Locale.ROOT,
                        "a task holds %s beside the model; one executor with %d %s that keeps all examples wants a heap of %s (an estimate,"
                                + " see docs/memory.md)",
                        megabytes(forecast.taskBytes().getAsLong()),
                        cores,
                        cores == 1 ? "core" : "cores",
                        megabytes(forecast.executorBytes(cores).getAsLong()));
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%,.1f MB", bytes / 1e6);
    }

    private static String type(JsonNode config, String section) {
        return config.at("/" + section + "/type").asText();
    }

    private void print(String what, String text) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        String margin = " ".repeat(INDENT);
        out.printf("%-9s  %s%n", what, WordUtils.wrap(text, COLUMNS - INDENT, "\n" + margin, true));
        out.flush();
    }
}
