package dev.kindling.head;

import dev.kindling.fault.UserMistake;
import dev.kindling.fixedpoint.Grid;
import dev.kindling.merge.ExactSum;

/**
 * What one of Lloyd's steps needs (Lloyd 1982): for each key how many projections fell to it and their sum, each value rounded to the
 * grid once. Exact: sums and counts, so the next keys are the same in any order and partitioning. A state is {@code [books, pairs, 1 + key width]}.
 *
 * @param settings whose keys are placed
 * @param grid of the embeddings and of the sums
 */
public record KeySums(KeyValueBottleneck settings, Grid grid) implements ExactSum<long[]> {

    private int stride() {
        return 1 + settings.keyWidth();
    }

    @Override
    public long[] zero() {
        return new long[settings.books() * settings.pairs() * stride()];
    }

    @Override
    public long[] merge(long[] into, long[] from) {
        for (int i = 0; i < into.length; i++) {
            into[i] += from[i];
        }
        return into;
    }

    @Override
    public long[] subtract(long[] from, long[] part) {
        for (int i = 0; i < from.length; i++) {
            from[i] -= part[i];
        }
        return from;
    }

    /** What adds embeddings of {@code width} values to a state. Owns its buffers; used by one thread. */
    public Fold open(PlacedKeys now, int width) {
        return new Fold(now, new BookProjection(settings, width, grid));
    }

    /** Adds embeddings. */
    public final class Fold {

        private final PlacedKeys now;
        private final BookProjection projection;

        private Fold(PlacedKeys now, BookProjection projection) {
            this.now = now;
            this.projection = projection;
        }

        /** Adds the embedding at {@code row}; one out of the grid's range is left out. */
        public void add(float[] embeddings, int row, long[] into) {
            double[] projected = projection.project(embeddings, row);
            if (Double.isNaN(projected[0])) {
                return;
            }
            for (int book = 0; book < settings.books(); book++) {
                int at = (book * settings.pairs() + now.nearest(projected, book)) * stride();
                into[at]++;
                for (int i = 0; i < settings.keyWidth(); i++) {
                    into[at + 1 + i] += Math.round(Math.scalb(projected[book * settings.keyWidth() + i], grid.bits()));
                }
            }
        }
    }

    /** Each key at the mean of what fell to it; one that nothing fell to stays. */
    public PlacedKeys next(PlacedKeys now, long[] sums) {
        double[] keys = now.keys().clone();
        for (int key = 0; key < settings.books() * settings.pairs(); key++) {
            long count = sums[key * stride()];
            for (int i = 0; i < settings.keyWidth() && count > 0; i++) {
                keys[key * settings.keyWidth() + i] = grid.value(sums[key * stride() + 1 + i]) / count;
            }
        }
        return new PlacedKeys(settings, keys);
    }

    /**
     * Keys at the projections of a sample.
     *
     * @throws UserMistake if it has fewer examples than a book has pairs
     */
    public PlacedKeys first(KeySample sample, long[] state) {
        if (sample.count(state) < settings.pairs()) {
            throw new UserMistake("key-value-bottleneck: expected at least pairs = " + settings.pairs()
                    + " different examples to place keys on, found " + sample.count(state)
                    + "; set fewer pairs, or keys = random");
        }
        BookProjection projection = new BookProjection(settings, sample.width(), grid);
        double[] keys = new double[settings.books() * settings.pairs() * settings.keyWidth()];
        for (int pair = 0; pair < settings.pairs(); pair++) {
            double[] projected = projection.project(sample.embedding(state, pair), 0);
            for (int i = 0; i < projected.length; i++) {
                int book = i / settings.keyWidth();
                keys[(book * settings.pairs() + pair) * settings.keyWidth() + i % settings.keyWidth()] = projected[i];
            }
        }
        return new PlacedKeys(settings, keys);
    }
}
