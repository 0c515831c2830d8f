package dev.kindling.spark.ml;

import dev.kindling.fixedpoint.Grid;
import dev.kindling.head.Cosine;
import dev.kindling.head.Prototypes;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;

/**
 * The class whose prototype, the mean of its rows, is nearest: by squared Euclidean distance (Snell, Swersky, Zemel 2017, equation 2, on the vectors as they are)
 * or by direction (Gidaris, Komodakis 2018). Exact sums and counts, one reduce, nothing random.
 */
public final class PrototypeClassifier extends KindlingClassifier<PrototypeClassifier> {

    private static final long serialVersionUID = 1;
    private static final String EUCLIDEAN = "euclidean";
    private static final String COSINE = "cosine";

    private final Param<String> distanceMeasure = new Param<>(
            this,
            "distanceMeasure",
            "what near means (euclidean, cosine)",
            ParamValidators.inArray(List.of(EUCLIDEAN, COSINE)));
    private final IntParam gridBits = ExactSums.gridBits(this);

    public PrototypeClassifier() {
        this(Identifiable.randomUID("prototype"));
    }

    public PrototypeClassifier(String uid) {
        super(uid);
        setDefault(distanceMeasure, EUCLIDEAN);
        setDefault(gridBits, Grid.DEFAULT.bits());
    }

    public Param<String> distanceMeasure() {
        return distanceMeasure;
    }

    public PrototypeClassifier setDistanceMeasure(String value) {
        set(distanceMeasure, value);
        return this;
    }

    public String getDistanceMeasure() {
        return getOrDefault(distanceMeasure);
    }

    public IntParam gridBits() {
        return gridBits;
    }

    public PrototypeClassifier setGridBits(int value) {
        set(gridBits, value);
        return this;
    }

    public int getGridBits() {
        return (Integer) getOrDefault(gridBits);
    }

    @Override
    Scores learn(JavaSparkContext spark, Dataset<?> rows, Table table) {
        return ExactSums.learn(
                spark,
                rows,
                table,
                getDistanceMeasure().equals(COSINE) ? new Cosine() : new Prototypes(),
                getGridBits());
    }

    public static MLReader<PrototypeClassifier> read() {
        return new DefaultParamsReader<>();
    }

    public static PrototypeClassifier load(String path) {
        return read().load(path);
    }
}
