package dev.kindling.head;

import dev.kindling.fixedpoint.Grid;

/**
 * The class whose mean has the direction nearest to the embedding's: scores cos(x, mu), in [-1, 1] (Gidaris, Komodakis 2018, with
 * means for weights). A mean or an embedding of zeros scores 0. Exact: counts and sums. Rounded: the means, the rule to float32, the scores.
 */
public record Cosine() implements Head {

    @Override
    public MomentsFormat format(int classes, int width, Grid grid) {
        return new MomentsFormat(classes, width, SecondMoments.NONE, false, grid);
    }

    @Override
    public ScoringRule solve(Moments moments) {
        double[] columns = moments.requireReadable().means();
        int width = moments.format().width();
        for (int from = 0; from < columns.length; from += width) {
            double square = 0;
            for (int i = from; i < from + width; i++) {
                square += columns[i] * columns[i];
            }
            for (int i = from; square > 0 && i < from + width; i++) {
                columns[i] /= Math.sqrt(square);
            }
        }
        return LinearRule.of(moments, columns, new double[moments.format().classes()], LinearRule.RowTerm.OVER_NORM);
    }
}
