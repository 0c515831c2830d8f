package dev.kindling.aggregation;

/** The weighted mean of updates, each scaled by a factor that its client alone decides: an exact sum, whatever the order. */
public non-sealed interface SumRule extends Aggregation {

    /**
     * By what a client's update, {@code trained - origin}, is multiplied before it is added, in [0, 1]. What it gives for
     * an update that is not finite is not used.
     */
    double factor(float[] origin, float[] trained);
}
