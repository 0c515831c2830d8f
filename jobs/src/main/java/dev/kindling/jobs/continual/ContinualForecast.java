package dev.kindling.jobs.continual;

import dev.kindling.continual.DomainIncremental;
import dev.kindling.continual.ScenarioPlan;
import dev.kindling.data.Chunk;
import dev.kindling.data.ExampleStream;
import dev.kindling.data.Examples;
import dev.kindling.data.Features;
import dev.kindling.data.PixelFeatures;
import dev.kindling.data.Split;
import dev.kindling.encode.Pixels;
import dev.kindling.fixedpoint.Grid;
import dev.kindling.jobs.config.ContinualConfig;
import dev.kindling.jobs.config.HeadConfig;
import dev.kindling.jobs.config.StrategyConfig;
import dev.kindling.learn.Problem;
import dev.kindling.spark.storage.HadoopStorage;
import dev.kindling.tensor.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;

/**
 * What a run of continual learning will do, known before anything is learnt: who sees how much when is the scenario's own plan, also where a query
 * will choose the images; what clients send follows from it, if all of them report.
 *
 * @param problem the examples as they are stored
 * @param width values that are learnt from: of an embedding, or of the example itself
 * @param encoderParameters frozen ones
 * @param trainExamples of the training split, less those held out
 * @param measuredExamples that accuracies are of
 * @param clientSizes examples that each client holds, ascending
 * @param baseClasses classes that are there before the first experience
 * @param baseExamples their examples
 * @param experiences in their order, without the base
 * @param cachedBytes the training examples in the cache, as they are stored
 * @param testBytes the test examples in the cache, as they are asked: once for each domain
 * @param learning what learns
 */
public record ContinualForecast(
        Problem problem,
        int width,
        long encoderParameters,
        int trainExamples,
        int measuredExamples,
        List<Integer> clientSizes,
        int baseClasses,
        int baseExamples,
        List<Experience> experiences,
        long cachedBytes,
        long testBytes,
        Learning learning) {

    /**
     * One experience.
     *
     * @param classes that clients see in it
     * @param examples that they learn from, each as often as it is seen
     * @param clients that see any
     * @param bytesUp what they send
     * @param bytesUpFedAvg what they would send to average the encoder instead; 0 for a strategy
     */
    public record Experience(int classes, int examples, int clients, long bytesUp, long bytesUpFedAvg) {}

    /** What learns. */
    public sealed interface Learning permits Sums, Network {}

    /**
     * Sums of an exact head.
     *
     * @param bytes of one state, 8 a word; a task makes one, the driver holds that of all experiences and what arrives
     */
    public record Sums(long bytes) implements Learning {}

    /**
     * A network with a strategy.
     *
     * @param blocks parameters of each block
     * @param modelBytes what a client sends for its model: the network, and what the strategy sums beside it; float32
     * @param rounds in an experience
     * @param memoryItems the examples kept, when there are as many as ever; 0 where none are
     * @param memoryBytes of these
     * @param carriedBytes what every executor is sent in a round beside the model: the model before, importance, means and memory
     * @param taskBytes what a task holds beside these two in an experience after the first, as {@link dev.kindling.jobs.run.OneStep} allocates it
     */
    public record Network(
            List<Integer> blocks,
            long modelBytes,
            int rounds,
            long memoryItems,
            long memoryBytes,
            long carriedBytes,
            long taskBytes)
            implements Learning {}

    /** Reads the labels, one example and the encoder; runs nothing on Spark. */
    public static ContinualForecast of(ContinualConfig config, HadoopStorage storage, Configuration hadoop)
            throws IOException {
        FieldPlan plan = FieldPlan.of(config, storage);
        Problem problem = plan.census().problem();
        if (config instanceof HeadConfig head) {
            HeadPreparation.requireKeyExamples(head, problem.input(), storage);
        }
        FrozenEncoder encoder = FrozenEncoder.of(config.encoder(), problem, config.seed(), hadoop);
        boolean plain = encoder.encoder() instanceof Pixels;
        Shape seen = plain ? problem.input() : Shape.flat(encoder.encoder().dimension(problem.input()));
        Features first = first(config, storage).features();
        Features shown =
                config.scenario().transform(0, problem.input(), config.seed()).apply(first);
        long seenBytes = plain ? bytes(shown) : (long) Float.BYTES * seen.size();
        int domains = config.scenario() instanceof DomainIncremental several ? several.experiences() : 1;
        ScenarioPlan outline = plan.course().outline();
        Problem learnt = new Problem(seen, problem.classes());
        Forecasting forecasting = config instanceof HeadConfig head
                ? new SumsForecasting(
                        head,
                        plan,
                        head.head().format(problem.classes(), seen.size(), new Grid(head.gridBits())),
                        encoder.parameters())
                : new NetworkForecasting((StrategyConfig) config, plan, learnt, seenBytes);
        return new ContinualForecast(
                problem,
                seen.size(),
                encoder.parameters(),
                plan.census().population().size(),
                plan.measured().population().size(),
                IntStream.range(0, plan.clients().clients())
                        .map(plan.clients()::size)
                        .sorted()
                        .boxed()
                        .toList(),
                plan.baseClasses().length,
                plan.course().before() > 0 ? plan.foreseenExamples(0) : plan.counted(outline.base()),
                experiences(plan, forecasting),
                plan.census().population().size() * (Integer.BYTES + bytes(first)),
                (long) domains * plan.measured().population().size() * (Integer.BYTES + seenBytes),
                forecasting.learning());
    }

    /** What a kind of learning knows of itself. */
    sealed interface Forecasting permits SumsForecasting, NetworkForecasting {

        Learning learning();

        /** What clients send in an experience. */
        long bytesUp(int experience);

        /** What they would send to average the encoder. */
        long bytesUpFedAvg(int experience);
    }

    private static List<Experience> experiences(FieldPlan plan, Forecasting forecasting) {
        List<Experience> experiences = new ArrayList<>();
        ScenarioPlan outline = plan.course().outline();
        for (int e = 0; e < plan.experiences(); e++) {
            int number = e + plan.course().before();
            experiences.add(new Experience(
                    outline.classesIn(number).length,
                    plan.foreseenExamples(number),
                    plan.foreseenClients(e).length,
                    forecasting.bytesUp(e),
                    forecasting.bytesUpFedAvg(e)));
        }
        return experiences;
    }

    private static Examples first(ContinualConfig config, HadoopStorage storage) throws IOException {
        try (ExampleStream stream = config.data().open(Split.TRAIN, storage)) {
            Chunk chunk = stream.next(1);
            if (chunk == null) {
                throw new IllegalStateException("a data set with labels has an example");
            }
            return chunk.examples();
        }
    }

    private static long bytes(Features one) {
        return (one instanceof PixelFeatures ? 1L : Float.BYTES) * one.width();
    }

    /** Of all experiences. */
    public long bytesUp() {
        return experiences.stream().mapToLong(Experience::bytesUp).sum();
    }

    /** Of all experiences. */
    public long bytesUpFedAvg() {
        return experiences.stream().mapToLong(Experience::bytesUpFedAvg).sum();
    }
}
