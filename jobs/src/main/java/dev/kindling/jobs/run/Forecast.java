package dev.kindling.jobs.run;

import dev.kindling.data.Chunk;
import dev.kindling.data.ExampleStream;
import dev.kindling.data.PixelFeatures;
import dev.kindling.data.Split;
import dev.kindling.data.partition.PartitionPlan;
import dev.kindling.jobs.config.RunConfig;
import dev.kindling.learn.Problem;
import dev.kindling.nn.Layout;
import dev.kindling.nn.Parameters;
import dev.kindling.spark.baseline.Baseline;
import dev.kindling.spark.shard.ClientSource;
import dev.kindling.spark.storage.HadoopStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;

/**
 * What a run will do, known before anything is trained: sizes from the data's labels and the partitioner's plan, which are those of the
 * run itself.
 *
 * @param problem what is learnt
 * @param classNames in the order of labels
 * @param trainExamples of the training split, less those held out
 * @param exampleBytes of an example in the clients' cache, with its label
 * @param measuredExamples that accuracies are of
 * @param clientSizes examples of each client, ascending
 * @param clientClasses classes that each client holds, ascending
 * @param blocks parameters of each block
 * @param taskBytes what a task holds beside the broadcast model, as {@link OneStep} allocates it; empty where another system trains
 */
public record Forecast(
        Problem problem,
        List<String> classNames,
        int trainExamples,
        long exampleBytes,
        int measuredExamples,
        List<Integer> clientSizes,
        List<Integer> clientClasses,
        List<Integer> blocks,
        OptionalLong taskBytes) {

    private static final double MARGIN = 1.15;
    private static final long RESERVED = 300_000_000;

    /** Reads the labels and opens the learner; runs nothing on Spark. */
    public static Forecast of(RunConfig config, HadoopStorage storage, Configuration hadoop) throws IOException {
        ClientSource.Census train = ClientSource.census(config.measuredData(), storage, Split.TRAIN);
        ClientSource.Census measured = ClientSource.census(config.measuredData(), storage, Split.TEST);
        int examples = train.population().size();
        if (config.clients() > examples) {
            throw Experiment.tooManyClients(config.clients(), examples);
        }
        PartitionPlan plan = config.partitioner().plan(train.population(), config.clients(), config.seed());
        Layout layout = config.learner().layout(train.problem());
        StartingWeights.read(config.start(), hadoop)
                .over(config.learner(), train.problem(), new Parameters(layout, new float[layout.size()]));
        return new Forecast(
                train.problem(),
                train.classNames(),
                examples,
                exampleBytes(config, storage),
                measured.population().size(),
                IntStream.range(0, plan.clients())
                        .map(plan::size)
                        .sorted()
                        .boxed()
                        .toList(),
                classes(train, plan),
                IntStream.range(0, layout.blocks())
                        .map(block -> layout.blockStart(block + 1) - layout.blockStart(block))
                        .boxed()
                        .toList(),
                config.trainer() instanceof Baseline
                        ? OptionalLong.empty()
                        : OptionalLong.of(new OneStep(
                                        config.learner(),
                                        train.problem(),
                                        config.algorithm(),
                                        config.merge(),
                                        config.cohortSize(),
                                        config.rounds())
                                .bytes()));
    }

    private static List<Integer> classes(ClientSource.Census census, PartitionPlan plan) {
        BitSet[] held = new BitSet[plan.clients()];
        Arrays.setAll(held, client -> new BitSet());
        for (int i = 0; i < plan.examples(); i++) {
            held[plan.clientOf(i)].set(census.population().label(i));
        }
        return Arrays.stream(held).map(BitSet::cardinality).sorted().toList();
    }

    /** Values of the model. */
    public long parameters() {
        return blocks.stream().mapToLong(Integer::longValue).sum();
    }

    /** The model as float32. */
    public long modelBytes() {
        return Float.BYTES * parameters();
    }

    /** All training examples in the clients' cache. */
    public long cachedBytes() {
        return trainExamples * exampleBytes;
    }

    /** Clients of a round, at most, times the examples of a mean client: what a round passes over in one epoch. */
    public long examplesOfRound(int cohort) {
        return Math.round((double) cohort * trainExamples / clientSizes.size());
    }

    /**
     * Heap of one executor with so many cores that keeps the whole cache, by the formula of docs/memory.md, which leaves a margin.
     */
    public OptionalLong executorBytes(int cores) {
        return taskBytes.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(RESERVED
                        + (long) (MARGIN * (2 * modelBytes() + cores * taskBytes.getAsLong() + cachedBytes())));
    }

    private static long exampleBytes(RunConfig config, HadoopStorage storage) {
        try (ExampleStream stream = config.data().open(Split.TRAIN, storage)) {
            Chunk first = stream.next(1);
            if (first == null) {
                return 0;
            }
            boolean pixels = first.examples().features() instanceof PixelFeatures;
            return Integer.BYTES + (long) stream.shape().size() * (pixels ? Byte.BYTES : Float.BYTES);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
