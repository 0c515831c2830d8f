package dev.kindling.spark.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.data.Split;
import dev.kindling.head.Ridge;
import dev.kindling.head.Slda;
import dev.kindling.learn.backprop.Backprop;
import dev.kindling.learn.closedform.ForwardProjection;
import dev.kindling.learn.countercurrent.CounterCurrent;
import dev.kindling.learn.localloss.MonoForward;
import dev.kindling.learn.localloss.PredSim;
import dev.kindling.network.ConvNet;
import dev.kindling.network.DenseNetwork;
import dev.kindling.nn.Activation;
import dev.kindling.nn.Adam;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.classification.OneVsRest;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.feature.VectorSlicer;
import org.apache.spark.ml.functions;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each estimator learns, and does what Spark ML's own classifiers do. */
class PipelineTest {

    private static final double FAR_ABOVE_CHANCE = 0.8;

    private static SparkSession spark;
    private static Dataset<Row> train;
    private static Dataset<Row> test;

    @BeforeAll
    static void start() {
        spark = Rows.session("local[2]");
        train = Rows.frame(spark, Rows.blobs(Split.TRAIN, 300)).cache();
        test = Rows.frame(spark, Rows.blobs(Split.TEST, 150)).cache();
    }

    @AfterAll
    static void stop() {
        spark.stop();
    }

    private static LocalLearningClassifier local() {
        return new LocalLearningClassifier()
                .setNetwork(new DenseNetwork(List.of(24, 16), Activation.RELU, DenseNetwork.Normalise.NONE))
                .setOptimizer(Adam.of(0.01))
                .setWorkers(2)
                .setRounds(5);
    }

    static Stream<KindlingClassifier<?>> estimators() {
        return Stream.of(
                local(),
                local().setRule(PredSim.defaults()),
                local().setRule(new MonoForward()),
                local().setLearner(new Backprop(List.of(16))),
                local().setLearner(new CounterCurrent(List.of(16, 16), 0.5, 1)),
                local().setLearner(new ForwardProjection(
                        List.of(64), ForwardProjection.defaults().potential(), 1)),
                local().setNetwork(new ConvNet(4, 1)).setImageShape(1, 2, 4),
                new ForwardForwardClassifier()
                        .setHiddenLayers(32, 32)
                        .setOptimizer(Adam.of(0.01))
                        .setWorkers(2)
                        .setRounds(5),
                new ForwardForwardClassifier()
                        .setHiddenLayers(32)
                        .setLoss("logistic")
                        .setGoodness("sum")
                        .setPredictBy("softmax")
                        .setNegatives("hard")
                        .setOptimizer(Adam.of(0.01))
                        .setRounds(5),
                new FederatedClassifier()
                        .setOptimizer(Adam.of(0.003))
                        .setFraction(0.5)
                        .setRounds(5),
                new PrototypeClassifier(),
                new PrototypeClassifier().setDistanceMeasure("cosine"),
                new ExactHeadClassifier(),
                new ExactHeadClassifier().setHead(Ridge.defaults()));
    }

    @ParameterizedTest
    @MethodSource("estimators")
    void itLearnsAndItsColumnsAgree(KindlingClassifier<?> estimator) {
        KindlingClassificationModel model = estimator.fit(train);
        assertThat(model.numFeatures()).isEqualTo(8);
        List<Row> answers = model.transform(test)
                .select("rawPrediction", "probability", "prediction", "label")
                .collectAsList();
        long right = answers.stream()
                .filter(row -> row.getDouble(2) == row.getDouble(3))
                .count();
        assertThat((double) right / answers.size()).isGreaterThan(FAR_ABOVE_CHANCE);
        for (Row row : answers) {
            Vector raw = row.getAs(0);
            Vector probability = row.getAs(1);
            assertThat(IntStream.range(0, 3).mapToDouble(probability::apply).sum())
                    .isCloseTo(1, within(1e-12));
            assertThat(row.getDouble(2)).isEqualTo(raw.argmax()).isEqualTo(probability.argmax());
        }
    }

    @Test
    void columnsOfOtherNamesAndNoneAreAsSparksOwn() {
        Dataset<Row> answers = new PrototypeClassifier()
                .setLabelCol("y")
                .setFeaturesCol("x")
                .setPredictionCol("class")
                .setRawPredictionCol("")
                .setProbabilityCol("p")
                .fit(train.withColumnRenamed("label", "y").withColumnRenamed("features", "x"))
                .transform(test.withColumnRenamed("features", "x"));
        assertThat(answers.columns()).containsExactly("label", "x", "client", "p", "class");
    }

    @Test
    void thresholdsMoveThePrediction() {
        KindlingClassificationModel model = new PrototypeClassifier().fit(train);
        model.setThresholds(new double[] {1e-9, 1, 1});
        assertThat(model.transform(test).filter("prediction = 0").count()).isGreaterThan(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "json", "parquet"})
    void aPipelineLearnsFromFilesOf(String format, @TempDir Path folder) {
        Column values = functions.vector_to_array(train.col("features"), "float64");
        Column[] columns = Stream.concat(
                        Stream.of(org.apache
                                .spark
                                .sql
                                .functions
                                .concat(org.apache.spark.sql.functions.lit("kind "), train.col("label"))
                                .as("kind")),
                        IntStream.range(0, 8).mapToObj(i -> values.getItem(i).as("x" + i)))
                .toArray(Column[]::new);
        String path = folder.resolve("table").toString();
        train.select(columns).write().option("header", true).format(format).save(path);
        Dataset<Row> table = spark.read()
                .option("header", true)
                .option("inferSchema", true)
                .format(format)
                .load(path);
        PipelineModel pipeline = pipeline(local()).fit(table);
        Dataset<Row> answers = pipeline.transform(table);
        assertThat(Rows.accuracy(answers)).isGreaterThan(FAR_ABOVE_CHANCE);
    }

    private static Pipeline pipeline(PipelineStage classifier) {
        return new Pipeline().setStages(new PipelineStage[] {
            new StringIndexer().setInputCol("kind").setOutputCol("label"),
            new VectorAssembler()
                    .setInputCols(IntStream.range(0, 8).mapToObj(i -> "x" + i).toArray(String[]::new))
                    .setOutputCol("raw"),
            new StandardScaler().setWithMean(true).setInputCol("raw").setOutputCol("features"),
            classifier
        });
    }

    @Test
    void libsvmFilesAreRead(@TempDir Path folder) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (Row row : Rows.blobs(Split.TRAIN, 100)) {
            Vector vector = row.getAs(1);
            lines.append(row.getDouble(0));
            IntStream.range(0, 8)
                    .forEach(i -> lines.append(" ").append(i + 1).append(":").append(vector.apply(i)));
            lines.append("\n");
        }
        Path file = Files.writeString(folder.resolve("blobs.txt"), lines);
        Dataset<Row> table = spark.read().format("libsvm").load(file.toString());
        assertThat(Rows.accuracy(new ExactHeadClassifier().fit(table).transform(table)))
                .isGreaterThan(FAR_ABOVE_CHANCE);
    }

    @Test
    void aCrossValidatorChoosesAmongNumbersAndRecords() {
        LocalLearningClassifier estimator = local().setRounds(1);
        CrossValidatorModel best = new CrossValidator()
                .setEstimator(estimator)
                .setEvaluator(new MulticlassClassificationEvaluator().setMetricName("accuracy"))
                .setEstimatorParamMaps(new ParamMap[] {
                    new ParamMap()
                            .put(estimator.rounds().w(1))
                            .put(estimator.optimizer().w(Adam.of(1e-6))),
                    new ParamMap()
                            .put(estimator.rounds().w(4))
                            .put(estimator.optimizer().w(Adam.of(0.01)))
                })
                .setNumFolds(2)
                .setSeed(1)
                .fit(train);
        assertThat(best.avgMetrics()[1]).isGreaterThan(best.avgMetrics()[0]);
        LocalLearningClassifier chosen =
                (LocalLearningClassifier) best.bestModel().parent();
        assertThat(chosen.getRounds()).isEqualTo(4);
        assertThat(chosen.getOptimizer()).isEqualTo(Adam.of(0.01));
        assertThat(estimator.getRounds()).isEqualTo(1);
    }

    @Test
    void aGridOfHeadsIsAGrid() {
        ExactHeadClassifier estimator = new ExactHeadClassifier();
        ParamMap[] grid = new ParamGridBuilder()
                .addGrid(estimator.gridBits(), new int[] {8, 14})
                .build();
        assertThat(grid).hasSize(2);
        assertThat(estimator.fit(train, grid[0]).transform(test).count()).isEqualTo(150);
        assertThat(estimator.copy(grid[0]).getGridBits()).isEqualTo(8);
        assertThat(estimator.getGridBits()).isEqualTo(14);
    }

    @Test
    void oneVersusRestMakesAClassifierOfTwoClassesOneOfThree() {
        Dataset<Row> answers = new OneVsRest()
                .setClassifier(new ExactHeadClassifier().setHead(Slda.defaults()))
                .fit(train)
                .transform(test);
        assertThat(Rows.accuracy(answers)).isGreaterThan(FAR_ABOVE_CHANCE);
    }

    @Test
    void aRowsAnswerDoesNotDependOnOtherRows() {
        KindlingClassificationModel model = local().fit(train);
        List<Row> together =
                model.transform(test.coalesce(1)).select("rawPrediction").collectAsList();
        List<Vector> alone = test.collectAsList().stream()
                .map(row -> model.predictRaw(row.getAs(1)))
                .toList();
        assertThat(together.stream().map(row -> row.<Vector>getAs(0)).toList()).isEqualTo(alone);
    }

    /** Its label lies beside the features, not on them. */
    @Test
    void forwardForwardTakesNoFeatureAway() {
        VectorSlicer first =
                new VectorSlicer().setInputCol("features").setOutputCol("first").setIndices(new int[] {0, 1, 2});
        KindlingClassificationModel model = new ForwardForwardClassifier()
                .setFeaturesCol("first")
                .setHiddenLayers(32)
                .setOptimizer(Adam.of(0.01))
                .setWorkers(2)
                .setRounds(8)
                .fit(first.transform(train));
        assertThat(model.numFeatures()).isEqualTo(3);
        assertThat(Rows.accuracy(model.transform(first.transform(test)))).isGreaterThan(FAR_ABOVE_CHANCE);
    }

    @Test
    void itHasPlacesForALabelOnlyWhereOneIsLaidOver() {
        int classes = 3;
        assertThat(parameters("random")).isEqualTo(parameters("hybrid") + classes * 4);
    }

    private static int parameters(String negatives) {
        return new ForwardForwardClassifier()
                .setHiddenLayers(4)
                .setNegatives(negatives)
                .setPredictBy("softmax")
                .setRounds(1)
                .fit(train)
                .parameters()
                .orElseThrow()
                .values()
                .length;
    }

    @Test
    void paramsExplainThemselves() {
        assertThat(new FederatedClassifier().setRounds(7).explainParams())
                .contains(
                        "batchSize: rows in a step of a client (>= 1) (default: 32)",
                        "clientCol: column that names whose row it is, a string or a number (default: client)",
                        "featuresCol: features column name (default: features)",
                        "fraction: share of the clients that train in a round, at least one of them (in (0, 1]) (default: 1.0)",
                        "rounds: rounds of training and merging (>= 1) (default: 10, current: 7)",
                        "learner: what clients train, e.g. Backprop.defaults() (default: LocalLossLearner[");
        assertThat(new ForwardForwardClassifier().explainParams())
                .contains("negatives: where false examples come from (random, hard, hybrid) (default: random)");
    }
}
