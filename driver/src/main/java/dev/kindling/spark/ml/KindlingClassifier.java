package dev.kindling.spark.ml;

import dev.kindling.fault.RunFailure;
import dev.kindling.fault.UserMistake;
import dev.kindling.spark.wire.KindlingRegistrator;
import java.util.Arrays;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.classification.ProbabilisticClassifier;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.sql.Dataset;

/**
 * What Kindling's estimators have in common: Spark ML's columns, labels 0..k-1 as doubles and vectors of features. Fitting the same rows gives a model of
 * the same bits, whatever their order and partitions, and however often a task is tried.
 *
 * @param <E> the estimator itself, for setters
 */
public abstract class KindlingClassifier<E extends KindlingClassifier<E>>
        extends ProbabilisticClassifier<Vector, E, KindlingClassificationModel> implements DefaultParamsWritable {

    private static final long serialVersionUID = 1;

    private final String uid;

    KindlingClassifier(String uid) {
        this.uid = uid;
        SharedParams.own(this);
    }

    @Override
    public String uid() {
        return uid;
    }

    @SuppressWarnings("unchecked")
    E self() {
        return (E) this;
    }

    @Override
    public E copy(ParamMap extra) {
        return defaultCopy(extra);
    }

    /**
     * Learns from all rows.
     *
     * @throws UserMistake if a row or a param cannot be, in one line
     */
    @Override
    public KindlingClassificationModel fit(Dataset<?> dataset) {
        requireKryo(dataset.sparkSession().sparkContext().conf());
        try {
            return super.fit(dataset);
        } catch (Exception failed) {
            throwTold(failed);
            throw failed;
        }
    }

    @Override
    public KindlingClassificationModel train(Dataset<?> dataset) {
        Table table = Table.of(dataset, getLabelCol(), getFeaturesCol());
        JavaSparkContext spark =
                JavaSparkContext.fromSparkContext(dataset.sparkSession().sparkContext());
        return new KindlingClassificationModel(uid, learn(spark, dataset, table));
    }

    /** What the rows teach. */
    abstract Scores learn(JavaSparkContext spark, Dataset<?> rows, Table table);

    /** What a task found wrong arrives wrapped in Spark's own exceptions. */
    private static void throwTold(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof UserMistake mistake) {
                throw mistake;
            }
            if (cause instanceof RunFailure failure) {
                throw failure;
            }
        }
    }

    /** Models and sums travel by Kryo alone. */
    private static void requireKryo(SparkConf conf) {
        String registrator = KindlingRegistrator.class.getName();
        boolean kryo = conf.get("spark.serializer", "").equals(KryoSerializer.class.getName());
        if (!kryo
                || !Arrays.asList(conf.get("spark.kryo.registrator", "").split(","))
                        .contains(registrator)) {
            throw new UserMistake(
                    "the Spark session does not know how Kindling's sums travel; start it with --conf spark.serializer="
                            + KryoSerializer.class.getName() + " --conf spark.kryo.registrator=" + registrator);
        }
    }
}
