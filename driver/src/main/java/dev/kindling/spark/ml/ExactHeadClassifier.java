package dev.kindling.spark.ml;

import dev.kindling.fixedpoint.Grid;
import dev.kindling.head.Head;
import dev.kindling.head.Slda;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;

/**
 * A head that follows from exact sums over all rows, made in one reduce: {@code setHead(Slda.defaults())}, {@code Ridge}, {@code RanPac},
 * {@code ClassGaussian}, {@code FeCam}, {@code NearestClassMean} and others. Nothing is random but what a head says it draws from its own seed.
 */
public final class ExactHeadClassifier extends KindlingClassifier<ExactHeadClassifier> {

    private static final long serialVersionUID = 1;

    private final RecordParam<Head> head = new RecordParam<>(
            this, "head", "what classifies, e.g. Slda.defaults(), Ridge.defaults(), RanPac.defaults()", Head.class);
    private final IntParam gridBits = ExactSums.gridBits(this);

    public ExactHeadClassifier() {
        this(Identifiable.randomUID("exactHead"));
    }

    public ExactHeadClassifier(String uid) {
        super(uid);
        setDefault(head, Slda.defaults());
        setDefault(gridBits, Grid.DEFAULT.bits());
    }

    public RecordParam<Head> head() {
        return head;
    }

    public ExactHeadClassifier setHead(Head value) {
        set(head, value);
        return this;
    }

    public Head getHead() {
        return getOrDefault(head);
    }

    public IntParam gridBits() {
        return gridBits;
    }

    public ExactHeadClassifier setGridBits(int value) {
        set(gridBits, value);
        return this;
    }

    public int getGridBits() {
        return (Integer) getOrDefault(gridBits);
    }

    @Override
    Scores learn(JavaSparkContext spark, Dataset<?> rows, Table table) {
        return ExactSums.learn(spark, rows, table, getHead(), getGridBits());
    }

    public static MLReader<ExactHeadClassifier> read() {
        return new DefaultParamsReader<>();
    }

    public static ExactHeadClassifier load(String path) {
        return read().load(path);
    }
}
