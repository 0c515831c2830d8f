package dev.kindling.spark.label;

import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.jspecify.annotations.Nullable;

/**
 * What Spark's pages, its event log and its history server call the jobs and stages that a thread starts. Spark's own names
 * are lines of our code, the same in every round.
 */
public final class JobLabel {

    /** What {@code SparkContext.setJobDescription} and {@code setCallSite} set; there are no getters. */
    private static final String DESCRIPTION = "spark.job.description";

    private static final String CALL_SITE = "callSite.short";

    private JobLabel() {}

    /** Does {@code work}, whose jobs and stages bear {@code label}. */
    public static <T> T during(SparkContext spark, String label, Supplier<T> work) {
        String before = spark.getLocalProperty(DESCRIPTION);
        spark.setLocalProperty(DESCRIPTION, label);
        try {
            return duringStage(spark, label, work);
        } finally {
            spark.setLocalProperty(DESCRIPTION, before);
        }
    }

    /**
     * Does {@code work} as a part of the job that the label at hand names: its stages are called by what they do instead,
     * {@code "round 3 of 60: merge by slice"}.
     */
    public static <T> T duringStep(SparkContext spark, String step, Supplier<T> work) {
        return duringStage(spark, stepLabel(spark, step), work);
    }

    /** The name of a step's stages at this place. */
    public static String stepLabel(SparkContext spark, String step) {
        @Nullable String label = spark.getLocalProperty(DESCRIPTION);
        int end = label == null ? -1 : label.indexOf(": ");
        return label == null || end < 0 ? step : label.substring(0, end) + ": " + step;
    }

    private static <T> T duringStage(SparkContext spark, String name, Supplier<T> work) {
        String before = spark.getLocalProperty(CALL_SITE);
        spark.setLocalProperty(CALL_SITE, name);
        try {
            return work.get();
        } finally {
            spark.setLocalProperty(CALL_SITE, before);
        }
    }
}
