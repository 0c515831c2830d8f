package dev.kindling.head;

import dev.kindling.fixedpoint.Grid;
import java.io.Serializable;

/**
 * A classifier over embeddings that learns from sums alone: which sums of which features it needs, and what it makes of them. The
 * same moments give the same rule to the last bit on every machine.
 */
public interface Head extends Serializable {

    /** The sums it needs over embeddings of {@code width} values. */
    MomentsFormat format(int classes, int width, Grid grid);

    /** Its features of embeddings of {@code width} values, for batches of at most {@code capacity}; {@code grid} is that of the moments. */
    default FeatureMap features(int width, Grid grid, int capacity) {
        return (embeddings, rows) -> embeddings;
    }

    /**
     * The rule that follows from these moments of its features. A class that was not seen scores negative infinity.
     *
     * @throws dev.kindling.fault.UserMistake if there is no example, if sums may have left 64 bits, or if a matrix has no inverse
     */
    ScoringRule solve(Moments moments);
}
