package dev.kindling.spark.ml;

import dev.kindling.learn.Learner;
import dev.kindling.learn.localloss.CrossEntropy;
import dev.kindling.learn.localloss.LocalLossLearner;
import dev.kindling.learn.localloss.Prediction;
import dev.kindling.spark.shard.ClientSet;
import dev.kindling.tensor.Shape;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.SchemaUtils;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/**
 * Federated averaging (McMahan et al. 2017, algorithm 1) over clients that a column names: in each round a fraction of them trains, each on its own rows alone,
 * and the next model is the exact mean of theirs, weighted by rows. Any learner; by default two layers of 128 under local cross-entropy.
 */
public final class FederatedClassifier extends TrainedClassifier<FederatedClassifier> {

    private static final long serialVersionUID = 1;

    private final Param<String> clientCol =
            new Param<>(this, "clientCol", "column that names whose row it is, a string or a number");
    private final DoubleParam fraction = new DoubleParam(
            this,
            "fraction",
            "share of the clients that train in a round, at least one of them (in (0, 1])",
            ParamValidators.inRange(0, 1, false, true));
    private final IntArrayParam imageShape = ImageShape.param(this);
    private final RecordParam<Learner> learner =
            new RecordParam<>(this, "learner", "what clients train, e.g. Backprop.defaults()", Learner.class);

    public FederatedClassifier() {
        this(Identifiable.randomUID("federated"));
    }

    public FederatedClassifier(String uid) {
        super(uid);
        setDefault(clientCol, "client");
        setDefault(fraction, 1.0);
        setDefault(imageShape, new int[0]);
        setDefault(learner, new LocalLossLearner(Tabular.network(), CrossEntropy.defaults(), Prediction.LAST_BLOCK));
    }

    public Param<String> clientCol() {
        return clientCol;
    }

    public FederatedClassifier setClientCol(String value) {
        set(clientCol, value);
        return this;
    }

    public String getClientCol() {
        return getOrDefault(clientCol);
    }

    public DoubleParam fraction() {
        return fraction;
    }

    public FederatedClassifier setFraction(double value) {
        set(fraction, value);
        return this;
    }

    public double getFraction() {
        return (Double) getOrDefault(fraction);
    }

    public IntArrayParam imageShape() {
        return imageShape;
    }

    public FederatedClassifier setImageShape(int channels, int height, int width) {
        set(imageShape, new int[] {channels, height, width});
        return this;
    }

    public int[] getImageShape() {
        return getOrDefault(imageShape);
    }

    public RecordParam<Learner> learner() {
        return learner;
    }

    public FederatedClassifier setLearner(Learner value) {
        set(learner, value);
        return this;
    }

    public Learner getLearner() {
        return getOrDefault(learner);
    }

    @Override
    public StructType validateAndTransformSchema(StructType schema, boolean fitting, DataType featuresDataType) {
        if (fitting && !(schema.apply(getClientCol()).dataType() instanceof StringType)) {
            SchemaUtils.checkNumericType(schema, getClientCol(), "");
        }
        return super.validateAndTransformSchema(schema, fitting, featuresDataType);
    }

    @Override
    Learner chosenLearner() {
        return getLearner();
    }

    @Override
    Shape shape(int width) {
        return ImageShape.of(getImageShape(), width);
    }

    @Override
    ClientSet clients(JavaSparkContext spark, Dataset<?> rows, Table table, int lead) {
        return RowClients.byName(spark, rows, table, lead, getClientCol());
    }

    @Override
    int cohort(int clients) {
        return Math.max(1, (int) Math.round(getFraction() * clients));
    }

    public static MLReader<FederatedClassifier> read() {
        return new DefaultParamsReader<>();
    }

    public static FederatedClassifier load(String path) {
        return read().load(path);
    }
}
