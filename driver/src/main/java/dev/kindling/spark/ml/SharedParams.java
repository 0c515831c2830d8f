package dev.kindling.spark.ml;

import org.apache.spark.ml.classification.ProbabilisticClassifierParams;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.shared.HasFeaturesCol;
import org.apache.spark.ml.param.shared.HasLabelCol;
import org.apache.spark.ml.param.shared.HasPredictionCol;
import org.apache.spark.ml.param.shared.HasProbabilityCol;
import org.apache.spark.ml.param.shared.HasRawPredictionCol;
import org.apache.spark.ml.param.shared.HasThresholds;

/** The params that Spark's own classes bring. */
final class SharedParams {

    private SharedParams() {}

    /**
     * Makes them again. Spark's constructors make them before a subclass in Java has its uid, and a param of another uid belongs to nobody; Scala's
     * initialisers of traits can be called a second time.
     */
    static void own(ProbabilisticClassifierParams owner) {
        Params.$init$(owner);
        HasLabelCol.$init$(owner);
        HasFeaturesCol.$init$(owner);
        HasPredictionCol.$init$(owner);
        HasRawPredictionCol.$init$(owner);
        HasProbabilityCol.$init$(owner);
        HasThresholds.$init$(owner);
    }
}
