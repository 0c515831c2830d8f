package dev.kindling.jobs.inspect;

/**
 * The values of one tensor in a few numbers, summed in float64.
 *
 * @param norm Euclidean
 * @param odd values that are NaN or infinite; the other numbers leave them out
 */
record Spread(int count, double lowest, double mean, double highest, double norm, int odd) {

    static Spread of(float[] values, int from, int count) {
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        double sum = 0;
        double squares = 0;
        int odd = 0;
        for (int i = from; i < from + count; i++) {
            double value = values[i];
            if (Double.isFinite(value)) {
                lowest = Math.min(lowest, value);
                highest = Math.max(highest, value);
                sum += value;
                squares += value * value;
            } else {
                odd++;
            }
        }
        int finite = count - odd;
        return finite == 0
                ? new Spread(count, Double.NaN, Double.NaN, Double.NaN, Double.NaN, odd)
                : new Spread(count, lowest, sum / finite, highest, Math.sqrt(squares), odd);
    }
}
