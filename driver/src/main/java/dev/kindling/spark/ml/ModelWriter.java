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
        // What cannot be saved is refused before there is a folder.
        String card = RecordJson.write(scores.card());
        DefaultParamsWriter.saveMetadata(model, path, sc(), Option.empty(), Option.empty());
        ModelFolder folder = new ModelFolder(path, sc().hadoopConfiguration());
        folder.writeCard(card);
        scores.save(folder);
    }
}
