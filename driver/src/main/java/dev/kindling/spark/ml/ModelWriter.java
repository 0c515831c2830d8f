package dev.kindling.spark.ml;

import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.MLWriter;
import scala.Option;

/** Saves params as Spark ML does, and beside them what was learnt. */
final class ModelWriter extends MLWriter {

    private final KindlingClassificationModel model;
    private final Scores scores;

    ModelWriter(KindlingClassificationModel model, Scores scores) {
        this.model = model;
        this.scores = scores;
    }

    @Override
    public void saveImpl(String path) {
        DefaultParamsWriter.saveMetadata(model, path, sc(), Option.empty(), Option.empty());
        scores.save(new ModelFolder(path, sc().hadoopConfiguration()));
    }
}
