package dev.kindling.spark.evaluate;

import dev.kindling.data.Batch;
import dev.kindling.data.Client;
import dev.kindling.data.Examples;
import dev.kindling.encode.Embedder;
import dev.kindling.evaluation.Embeddings;
import dev.kindling.evaluation.EpisodeExam;
import dev.kindling.evaluation.Measure.EpisodeAccuracy;
import dev.kindling.learn.EncodingLearner;
import dev.kindling.learn.Problem;
import dev.kindling.nn.Parameters;
import dev.kindling.spark.round.Numerics;
import dev.kindling.spark.shard.ClientSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * The episode accuracy of an encoder. Every example is embedded once, in tasks over its holders; the embeddings of the
 * whole split go through the driver (4 bytes a value: 8.7 MB for 33,840 examples of 64 values) to tasks over the episodes.
 */
public final class EpisodeEvaluation {

    private static final int BATCH = 100;

    private final JavaSparkContext spark;
    private final EncodingLearner learner;
    private final Problem problem;
    private final Numerics numerics = Numerics.here();

    public EpisodeEvaluation(JavaSparkContext spark, EncodingLearner learner, Problem problem) {
        this.spark = spark;
        this.learner = learner;
        this.problem = problem;
    }

    /**
     * Accuracy over all episodes.
     *
     * @param accuracy of the queries of all episodes
     * @param halfInterval half of the 95 % confidence interval, over episodes: 1.96 standard deviations by the root of their number
     * @param episodes how many
     */
    public record Result(double accuracy, double halfInterval, int episodes) {}

    /** Examines a model; which episodes are drawn is a function of the seed. */
    public Result run(ClientSet holders, Parameters model, EpisodeAccuracy settings, long seed) {
        Broadcast<Embeddings> embeddings = spark.broadcast(embed(holders, model));
        try {
            int tasks = Math.min(settings.episodes(), spark.defaultParallelism());
            List<Integer> episodes =
                    IntStream.range(0, settings.episodes()).boxed().toList();
            List<Integer> right = spark.parallelize(episodes, tasks)
                    .mapPartitions(some -> examine(some, settings, embeddings.value(), seed))
                    .collect();
            return result(right, settings);
        } finally {
            embeddings.destroy();
        }
    }

    private static Iterator<Integer> examine(
            Iterator<Integer> episodes, EpisodeAccuracy settings, Embeddings embeddings, long seed) {
        EpisodeExam exam = new EpisodeExam(settings, embeddings);
        List<Integer> right = new ArrayList<>();
        episodes.forEachRemaining(episode -> right.add(exam.right(seed, episode)));
        return right.iterator();
    }

    private static Result result(List<Integer> right, EpisodeAccuracy settings) {
        double asked = (double) settings.ways() * settings.queries();
        long sum = 0;
        long squares = 0;
        for (int count : right) {
            sum += count;
            squares += (long) count * count;
        }
        double n = right.size();
        double mean = sum / n;
        double variance = n > 1 ? Math.max(0, (squares - n * mean * mean) / (n - 1)) : 0;
        return new Result(mean / asked, 1.96 * Math.sqrt(variance / n) / asked, right.size());
    }

    private Embeddings embed(ClientSet holders, Parameters model) {
        Broadcast<Parameters> broadcast = spark.broadcast(model);
        try {
            EncodingLearner rule = learner;
            Problem task = problem;
            Numerics driver = numerics;
            return Embeddings.of(holders.rdd()
                    .coalesce(Math.min(holders.partitions(), spark.defaultParallelism()))
                    .mapPartitions(clients -> {
                        driver.requireSameHere();
                        return embed(clients, rule, task, broadcast.value());
                    })
                    .collect());
        } finally {
            broadcast.destroy();
        }
    }

    private static Iterator<Embeddings> embed(
            Iterator<Client> holders, EncodingLearner learner, Problem problem, Parameters model) {
        var encoder = learner.encoder(problem, model);
        int dimension = encoder.dimension(problem.input());
        Embedder embedder = encoder.open(problem.input(), BATCH);
        Batch batch = new Batch(BATCH, problem.input().size());
        float[] embedded = new float[BATCH * dimension];
        List<Embeddings> all = new ArrayList<>();
        while (holders.hasNext()) {
            Client holder = holders.next();
            Examples examples = holder.examples();
            float[] values = new float[Math.multiplyExact(examples.size(), dimension)];
            for (int from = 0; from < examples.size(); from += BATCH) {
                batch.fill(examples, from, Math.min(from + BATCH, examples.size()));
                embedder.embed(batch.inputs(), batch.size(), embedded);
                System.arraycopy(embedded, 0, values, from * dimension, batch.size() * dimension);
            }
            all.add(new Embeddings(holder.id(), examples.labels().clone(), values));
        }
        return all.iterator();
    }
}
