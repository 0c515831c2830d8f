package dev.kindling.aggregation;

/**
 * The median of each parameter (Yin et al. 2018, definition 1): of an even number of clients the mean of the middle two,
 * rounded to float32 once. It stays among the honest clients' values while those are more than half.
 */
public record Median() implements CoordinateRule {

    @Override
    public float of(float[] ascending) {
        int middle = ascending.length / 2;
        if (ascending.length % 2 == 1) {
            return ascending[middle];
        }
        return (float) (((double) ascending[middle - 1] + ascending[middle]) / 2);
    }
}
