package dev.kindling.jobs.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kindling.data.Split;
import dev.kindling.evaluation.Scorecard;
import dev.kindling.metric.Confusion;
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

/**
 * A model measured on one split.
 *
 * @param split train or test
 * @param accuracy in [0, 1]
 * @param examples how many there were
 * @param modelSha256 of the model file
 * @param classNames name of each class
 * @param confusion examples by true class (outer) and predicted class (inner)
 */
public record Measurement(
        String split,
        double accuracy,
        long examples,
        String modelSha256,
        List<String> classNames,
        List<List<Long>> confusion) {

    /** Measures with Spark. */
    public static Measurement of(JavaSparkContext spark, TrainedModel model, Split split, HadoopStorage storage) {
        ClientSource source = new ClientSource(spark, model.data(), storage);
        ClientSource.Census census = source.census(split);
        String name = split.name().toLowerCase(Locale.ROOT);
        model.requireFits(census.problem(), census.classNames(), name);
        try (ClientSet shards = Shards.of(source, split, census, spark.defaultParallelism())) {
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
                    EvaluationFile.rows(confusion));
        }
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
