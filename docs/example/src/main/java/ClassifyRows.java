import dev.kindling.learn.localloss.PredSim;
import dev.kindling.nn.Adam;
import dev.kindling.spark.ml.LocalLearningClassifier;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Learns which kind a row is of from two numbers, and saves what it learnt to the folder that is given. */
public final class ClassifyRows {

    public static void main(String[] args) throws Exception {
        SparkSession spark = SparkSession.builder()
                .appName("classify rows")
                .config("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
                .config("spark.kryo.registrator", "dev.kindling.spark.wire.KindlingRegistrator")
                .getOrCreate();
        Dataset<Row> rows = spark.range(900)
                .selectExpr(
                        "concat('kind ', id % 3) as kind",
                        "id % 3 + pmod(hash(id, 1), 1000) / 1000.0 as length",
                        "(id + 1) % 3 + pmod(hash(id, 2), 1000) / 1000.0 as width",
                        "id % 10 as drawer");

        LocalLearningClassifier classifier = new LocalLearningClassifier()
                .setRule(PredSim.defaults())
                .setOptimizer(Adam.of(0.01))
                .setRounds(20);
        Pipeline pipeline = new Pipeline()
                .setStages(new PipelineStage[] {
                    new StringIndexer().setInputCol("kind").setOutputCol("label"),
                    new VectorAssembler()
                            .setInputCols(new String[] {"length", "width"})
                            .setOutputCol("raw"),
                    new StandardScaler().setInputCol("raw").setOutputCol("features"),
                    classifier
                });
        pipeline.fit(rows.filter("drawer < 8")).write().overwrite().save(args[0]);

        PipelineModel model = PipelineModel.load(args[0]);
        double accuracy = new MulticlassClassificationEvaluator()
                .setMetricName("accuracy")
                .evaluate(model.transform(rows.filter("drawer >= 8")));
        System.out.printf("accuracy %.3f%n", accuracy);
        spark.stop();
    }
}
