package dev.kindling.spark.ml;

import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.MLReader;
import scala.Option;

/** Loads what {@link ModelWriter} saved. */
final class ModelReader extends MLReader<KindlingClassificationModel> {

    @Override
    public KindlingClassificationModel load(String path) {
        DefaultParamsReader.Metadata metadata =
                DefaultParamsReader.loadMetadata(path, sc(), KindlingClassificationModel.class.getName());
        Scores scores = new ModelFolder(path, sc().hadoopConfiguration()).read();
        KindlingClassificationModel model = new KindlingClassificationModel(metadata.uid(), scores);
        metadata.getAndSetParams(model, Option.empty());
        return model;
    }
}
