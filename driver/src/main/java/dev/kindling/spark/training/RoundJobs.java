package dev.kindling.spark.training;

import dev.kindling.fault.RunFailure;
import dev.kindling.fault.UserMistake;
import dev.kindling.spark.label.JobLabel;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;

/** Jobs under a name, which what stops them bears too. */
final class RoundJobs {

    private RoundJobs() {}

    static <T> T during(JavaSparkContext spark, String label, Supplier<T> work) {
        try {
            return JobLabel.during(spark.sc(), label, work);
        } catch (UserMistake | RunFailure | RoundFailure told) {
            throw told;
        } catch (Exception failed) {
            // Spark's own exception, which Scala throws unchecked, does not say what was being done.
            throw new RoundFailure(label, failed);
        }
    }
}
