package dev.kindling.spark.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.data.Split;
import dev.kindling.fault.UserMistake;
import dev.kindling.learn.Problem;
import dev.kindling.learn.backprop.Backprop;
import dev.kindling.spark.training.Training;
import dev.kindling.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a session that knows nothing of Kindling. */
class PlainSessionTest {

    @Test
    void modelsAnswerAndEstimatorsSayWhatTheyNeed(@TempDir Path folder) throws IOException {
        Backprop learner = new Backprop(List.of(4));
        Problem problem = new Problem(Shape.flat(8), 3);
        NetworkScores scores = new NetworkScores(
                learner, problem, 0, Training.start(learner, problem, 1).model());
        try (SparkSession plain = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .getOrCreate()) {
            KindlingClassificationModel model = new KindlingClassificationModel("model", scores);
            model.save(folder.resolve("model").toString());
            KindlingClassificationModel loaded =
                    KindlingClassificationModel.load(folder.resolve("model").toString());
            Dataset<Row> rows = Rows.frame(plain, Rows.blobs(Split.TEST, 10));
            for (Row row : loaded.transform(rows).collectAsList()) {
                assertThat(row.<Vector>getAs("rawPrediction")).isEqualTo(model.predictRaw(row.getAs("features")));
            }
            assertThatThrownBy(() -> new PrototypeClassifier().fit(rows))
                    .isInstanceOf(UserMistake.class)
                    .hasMessageContaining("--conf spark.serializer=org.apache.spark.serializer.KryoSerializer"
                            + " --conf spark.kryo.registrator=dev.kindling.spark.wire.KindlingRegistrator");
        }
    }
}
