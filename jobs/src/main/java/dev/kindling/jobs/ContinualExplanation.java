package dev.kindling.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindling.jobs.config.ContinualConfig;
import dev.kindling.jobs.continual.ContinualForecast;
import dev.kindling.jobs.continual.ContinualForecast.Experience;
import dev.kindling.jobs.continual.ContinualForecast.Network;
import dev.kindling.jobs.continual.ContinualForecast.Sums;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;

/** What {@code kindling explain} says of continual learning. */
final class ContinualExplanation {

    private ContinualExplanation() {}

    /** Lines by what they are of. {@code written} is the configuration with all defaults; {@code cores} are those of an executor. */
    static Map<String, String> of(JsonNode written, ContinualConfig config, ContinualForecast forecast, int cores) {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("data", data(written, config, forecast));
        lines.put(
                "clients",
                String.format(
                        Locale.ROOT,
                        "%,d by %s; %s examples each",
                        config.clients(),
                        Amounts.type(written, "partitioner"),
                        Amounts.spread(forecast.clientSizes())));
        lines.put("scenario", scenario(written, config, forecast));
        lines.put("encoder", encoder(written, forecast));
        if (forecast.learning() instanceof Network network) {
            lines.put("strategy", strategy(written, network));
            lines.put("model", Amounts.type(written, "learner") + ": " + Amounts.blocks(network.blocks()));
            lines.put("bytes", bytes(forecast) + ", if all clients report");
            lines.put("memory", memory(network, cores) + cache(forecast));
        } else {
            Sums sums = (Sums) forecast.learning();
            lines.put("head", head(written, forecast, sums));
            lines.put("bytes", bytes(forecast) + averaging(forecast));
            lines.put("memory", memory(sums, cores) + cache(forecast));
        }
        return lines;
    }

    private static String data(JsonNode written, ContinualConfig config, ContinualForecast forecast) {
        return String.format(
                Locale.ROOT,
                "%s: %,d training examples, %,d of the %s split to measure on; %s values each, %d classes",
                Amounts.type(written, "data"),
                forecast.trainExamples(),
                forecast.measuredExamples(),
                config.measuredOn(),
                forecast.problem().input(),
                forecast.problem().classes());
    }

    private static String scenario(JsonNode written, ContinualConfig config, ContinualForecast forecast) {
        return String.format(
                Locale.ROOT,
                "%s: %s; %s with %s, %s and %s each; %s at test time; evaluated"
                        + " every %s, a state to go on from every %s",
                Amounts.type(written, "scenario"),
                forecast.baseClasses() == 0
                        ? "no base"
                        : String.format(
                                Locale.ROOT,
                                "a base of %,d classes with %,d examples",
                                forecast.baseClasses(),
                                forecast.baseExamples()),
                forecast.experiences().size() == 1
                        ? "one experience"
                        : experiences(forecast.experiences().size()),
                spread(forecast, Experience::classes, "class", "classes"),
                spread(forecast, Experience::examples, "example", "examples"),
                spread(forecast, Experience::clients, "client", "clients"),
                config.scenario().taskKnownAtTest() ? "the task is told" : "no task is told",
                experiences(config.evaluateEvery()),
                experiences(config.checkpointEvery()));
    }

    private static String spread(ContinualForecast forecast, ToIntFunction<Experience> of, String one, String many) {
        String amount = Amounts.spread(
                forecast.experiences().stream().mapToInt(of).sorted().boxed().toList());
        return amount + " " + (amount.equals("1") ? one : many);
    }

    private static String experiences(int count) {
        return count == 1 ? "experience" : String.format(Locale.ROOT, "%,d experiences", count);
    }

    private static String encoder(JsonNode written, ContinualForecast forecast) {
        return String.format(
                Locale.ROOT,
                "%s: %,d values an example, %,d frozen parameters",
                Amounts.type(written, "encoder"),
                forecast.width(),
                forecast.encoderParameters());
    }

    private static String head(JsonNode written, ContinualForecast forecast, Sums sums) {
        return String.format(
                Locale.ROOT,
                "%s: sums of %d classes, %,d numbers; exact, nothing is trained",
                Amounts.type(written, "head"),
                forecast.problem().classes(),
                sums.bytes() / Long.BYTES);
    }

    private static String strategy(JsonNode written, Network network) {
        return String.format(
                Locale.ROOT,
                "%s: %s of %s in an experience; %s",
                Amounts.type(written, "strategy"),
                network.rounds() == 1 ? "1 round" : String.format(Locale.ROOT, "%,d rounds", network.rounds()),
                Amounts.type(written, "algorithm"),
                network.memoryBytes() == 0
                        ? "keeps no examples"
                        : String.format(
                                Locale.ROOT,
                                "keeps %,d examples in the end, %s",
                                network.memoryItems(),
                                kilobytes(network.memoryBytes())));
    }

    private static String bytes(ContinualForecast forecast) {
        long least = forecast.experiences().stream()
                .mapToLong(Experience::bytesUp)
                .min()
                .orElse(0);
        long most = forecast.experiences().stream()
                .mapToLong(Experience::bytesUp)
                .max()
                .orElse(0);
        return String.format(
                Locale.ROOT,
                "clients send %s in an experience, %s in the run%s",
                least == most ? kilobytes(least) : kilobytes(least) + " to " + kilobytes(most),
                kilobytes(forecast.bytesUp()),
                forecast.baseClasses() == 0 ? "" : ", the base apart");
    }

    private static String averaging(ContinualForecast forecast) {
        return forecast.bytesUpFedAvg() == 0
                ? ""
                : "; averaging the encoder would send " + kilobytes(forecast.bytesUpFedAvg());
    }

    private static String memory(Sums sums, int cores) {
        return String.format(
                Locale.ROOT,
                "the sums are %s: a task holds them once, %s %s, the driver twice; what the head is solved with comes on top and is"
                        + " not worked out",
                Amounts.megabytes(sums.bytes()),
                executor(cores),
                Amounts.megabytes(cores * sums.bytes()));
    }

    private static String memory(Network network, int cores) {
        return String.format(
                Locale.ROOT,
                "an executor is sent %s in a round, the model and what the strategy carries; a task after the first experience"
                        + " holds %s at most beside them, %s with what it is sent %s; the driver holds what it sends, and the model"
                        + " as docs/memory.md says",
                Amounts.megabytes(network.modelBytes() + network.carriedBytes()),
                Amounts.megabytes(network.taskBytes()),
                executor(cores),
                Amounts.megabytes(network.modelBytes() + network.carriedBytes() + cores * network.taskBytes()));
    }

    private static String executor(int cores) {
        return String.format(Locale.ROOT, "an executor of %,d %s", cores, cores == 1 ? "core" : "cores");
    }

    private static String cache(ContinualForecast forecast) {
        return String.format(
                Locale.ROOT,
                "; the cached examples are %s to learn from and %s to measure on; not counted are an experience's examples while"
                        + " they are embedded, and Spark",
                Amounts.megabytes(forecast.cachedBytes()),
                Amounts.megabytes(forecast.testBytes()));
    }

    private static String kilobytes(long bytes) {
        return String.format(Locale.ROOT, "%,.1f kB", bytes / 1e3);
    }
}
