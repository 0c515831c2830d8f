package dev.kindling.spark.ml;

import dev.kindling.learn.Learner;
import dev.kindling.nn.Parameters;
import java.util.Optional;
import org.apache.spark.ml.classification.ProbabilisticClassificationModel;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.jspecify.annotations.Nullable;
import scala.Tuple3;

/**
 * What any of Kindling's estimators learns. {@code rawPrediction} are the learner's scores, float32 widened to float64, larger for likelier
 * classes; {@code probability} their softmax in float64; {@code prediction} the class of the largest score, the first of equals. Rows are scored one
 * at a time, so a row's answer depends on nothing but the row and the model.
 */
public final class KindlingClassificationModel
        extends ProbabilisticClassificationModel<Vector, KindlingClassificationModel> implements MLWritable {

    private static final long serialVersionUID = 1;

    private final String uid;
    private final Scores scores;
    private transient volatile @Nullable ThreadLocal<Scores.OneRow> rows;

    KindlingClassificationModel(String uid, Scores scores) {
        this.uid = uid;
        this.scores = scores;
        SharedParams.own(this);
    }

    @Override
    public String uid() {
        return uid;
    }

    @Override
    public int numClasses() {
        return scores.classes();
    }

    @Override
    public int numFeatures() {
        return scores.features();
    }

    /** The learner and all its settings; none where the model follows from sums. */
    public Optional<Learner> learner() {
        return scores instanceof NetworkScores network ? Optional.of(network.learner()) : Optional.empty();
    }

    /** The learned values; none where the model follows from sums. */
    public Optional<Parameters> parameters() {
        return scores instanceof NetworkScores network ? Optional.of(network.parameters()) : Optional.empty();
    }

    @Override
    public Vector predictRaw(Vector features) {
        Scores.OneRow row = rows().get();
        VectorRow.copy(features, numFeatures(), getFeaturesCol(), row.values(), row.offset());
        float[] found = row.score();
        double[] raw = new double[found.length];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = found[i];
        }
        return Vectors.dense(raw);
    }

    private ThreadLocal<Scores.OneRow> rows() {
        ThreadLocal<Scores.OneRow> open = rows;
        if (open == null) {
            open = ThreadLocal.withInitial(scores::open);
            // Two threads may each make one; each is good.
            rows = open;
        }
        return open;
    }

    @Override
    public Vector raw2probabilityInPlace(Vector raw) {
        double[] values = ((DenseVector) raw).values();
        double largest = values[raw.argmax()];
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = StrictMath.exp(values[i] - largest);
            sum += values[i];
        }
        for (int i = 0; i < values.length; i++) {
            values[i] /= sum;
        }
        return raw;
    }

    @Override
    public KindlingClassificationModel copy(ParamMap extra) {
        KindlingClassificationModel copy = new KindlingClassificationModel(uid, scores);
        copy.setParent(parent());
        return copyValues(copy, extra);
    }

    /** For summaries, which these models have none of. Two generic types of one method meet here, which only Java minds. */
    @Override
    @SuppressWarnings({"rawtypes", "unchecked"})
    public Tuple3 findSummaryModel() {
        return new Tuple3(this, getProbabilityCol(), getPredictionCol());
    }

    @Override
    public MLWriter write() {
        return new ModelWriter(this, scores);
    }

    public static MLReader<KindlingClassificationModel> read() {
        return new ModelReader();
    }

    public static KindlingClassificationModel load(String path) {
        return read().load(path);
    }

    @Override
    public String toString() {
        return "KindlingClassificationModel: uid=" + uid + ", numClasses=" + numClasses() + ", numFeatures="
                + numFeatures();
    }
}
