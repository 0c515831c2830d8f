package dev.kindling.jobs.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kindling.data.Split;
import dev.kindling.evaluation.Measure;
import dev.kindling.evaluation.Scorecard;
import dev.kindling.learn.EncodingLearner;
import dev.kindling.metric.Confusion;
import dev.kindling.spark.evaluate.EpisodeEvaluation;
import dev.kindling.spark.evaluate.Evaluation;
import dev.kindling.spark.label.JobLabel;
import dev.kindling.spark.shard.ClientSet;
import dev.kindling.spark.shard.ClientSource;
import dev.kindling.spark.storage.AtomicFiles;
import dev.kindling.spark.storage.HadoopStorage;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/**
 * A model measured on one split.
 *
 * @param split train or test
 * @param accuracy in [0, 1]
 * @param examples how many there were
 * @param modelSha256 of the model file
 * @param classNames name of each class
 * @param confusion examples by true class (outer) and predicted class (inner); empty where the model scores no classes
 * @param episodes which episodes the accuracy is of; null if it is of examples
 */
public record Measurement(
        String split,
        double accuracy,
        long examples,
        String modelSha256,
        List<String> classNames,
        List<List<Long>> confusion,
        @Nullable EpisodesMeasured episodes) {

    /** Measures with Spark. */
    public static Measurement of(JavaSparkContext spark, TrainedModel model, Split split, HadoopStorage storage) {
        ClientSource source = new ClientSource(spark, model.data(), storage);
        ClientSource.Census census = source.census(split);
        String name = split.name().toLowerCase(Locale.ROOT);
        model.requireFits(census.problem(), census.classNames(), name);
        try (ClientSet shards = Shards.of(source, split, census, spark.defaultParallelism())) {
            if (model.config().measure() instanceof Measure.EpisodeAccuracy episodes) {
                return byEpisodes(spark, model, census, shards, name, episodes);
            }
            Scorecard card = JobLabel.during(spark.sc(), "evaluate on the " + name + " split", () -> new Evaluation(
                            spark, model.learner(), census.problem())
                    .run(shards, model.parameters(), 0));
            Confusion confusion = card.confusion();
            return new Measurement(
                    name,
                    confusion.accuracy(),
                    confusion.total(),
                    model.sha256(),
                    census.classNames(),
                    EvaluationFile.rows(confusion),
                    null);
        }
    }

    private static Measurement byEpisodes(
            JavaSparkContext spark,
            TrainedModel model,
            ClientSource.Census census,
            ClientSet shards,
            String split,
            Measure.EpisodeAccuracy settings) {
        EncodingLearner encoder = (EncodingLearner) model.learner();
        EpisodeEvaluation.Result result =
                JobLabel.during(spark.sc(), "evaluate episodes of the " + split + " split", () -> new EpisodeEvaluation(
                                spark, encoder, census.problem())
                        .run(
                                shards,
                                model.parameters(),
                                settings,
                                model.config().seed()));
        return new Measurement(
                split,
                result.accuracy(),
                census.population().size(),
                model.sha256(),
                census.classNames(),
                List.of(),
                EpisodesMeasured.of(settings, result));
    }

    /** Writes this as JSON, whole or not at all. */
    public void writeJson(Configuration hadoop, String path) throws IOException {
        byte[] json = new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
        AtomicFiles.write(hadoop, new Path(path), out -> {
            out.write(json);
            out.write('\n');
        });
    }
}
