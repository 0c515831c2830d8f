package dev.kindling.aggregation;

/** A statistic of each parameter by itself, over the clients that reported. */
public non-sealed interface CoordinateRule extends CohortRule {

    /**
     * The statistic of one parameter.
     *
     * @param ascending what the clients report, at least one value, all finite, in ascending order; not to be changed
     */
    float of(float[] ascending);
}
