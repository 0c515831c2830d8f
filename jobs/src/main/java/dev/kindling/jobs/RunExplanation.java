package dev.kindling.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindling.jobs.config.RunConfig;
import dev.kindling.jobs.run.Forecast;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What {@code kindling explain} says of a run. */
final class RunExplanation {

    private RunExplanation() {}

    /** Lines by what they are of. {@code written} is the configuration with all defaults; {@code cores} are those of an executor. */
    static Map<String, String> of(JsonNode written, RunConfig config, Forecast forecast, int cores) {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("data", data(written, config, forecast));
        lines.put("clients", clients(written, config, forecast));
        lines.put("rounds", rounds(written, config, forecast));
        lines.put("model", model(written, forecast));
        lines.put("bytes", bytes(config, forecast));
        lines.put("memory", memory(forecast, cores));
        return lines;
    }

    private static String data(JsonNode config, RunConfig run, Forecast forecast) {
        return String.format(
                Locale.ROOT,
                "%s: %,d training examples, %,d of the %s split to measure on; %s values each, %d classes",
                Amounts.type(config, "data"),
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
                Amounts.type(config, "partitioner"),
                run.clientPartitions(),
                Amounts.spread(forecast.clientSizes()),
                Amounts.spread(forecast.clientClasses()));
    }

    private static String rounds(JsonNode config, RunConfig run, Forecast forecast) {
        return String.format(
                Locale.ROOT,
                "%,d of %s with %,d clients each, about %,d examples a pass; evaluated every %s, a checkpoint every %s",
                run.rounds(),
                Amounts.type(config, "algorithm"),
                run.cohortSize(),
                forecast.examplesOfRound(run.cohortSize()),
                rounds(run.evaluateEvery()),
                rounds(run.checkpointEvery()));
    }

    private static String rounds(int count) {
        return count == 1 ? "round" : String.format(Locale.ROOT, "%,d rounds", count);
    }

    private static String model(JsonNode config, Forecast forecast) {
        return Amounts.type(config, "learner") + ": " + Amounts.blocks(forecast.blocks());
    }

    private static String bytes(RunConfig run, Forecast forecast) {
        long round = 2L * run.cohortSize() * forecast.modelBytes();
        return String.format(
                Locale.ROOT,
                "the model is %s; a round moves %s to and from its clients, the run %s, if all blocks are trained together;"
                        + " the cached examples are %s",
                Amounts.megabytes(forecast.modelBytes()),
                Amounts.megabytes(round),
                Amounts.megabytes(run.rounds() * round),
                Amounts.megabytes(forecast.cachedBytes()));
    }

    private static String memory(Forecast forecast, int cores) {
        return forecast.executorBytes(cores).isEmpty()
                ? "not worked out: another system trains"
                : String.format(
                        Locale.ROOT,
                        "a task holds %s at most beside the model; one executor with %d %s that keeps all examples wants a heap of %s (an estimate,"
                                + " see docs/memory.md)",
                        Amounts.megabytes(forecast.taskBytes().getAsLong()),
                        cores,
                        cores == 1 ? "core" : "cores",
                        Amounts.megabytes(forecast.executorBytes(cores).getAsLong()));
    }
}
