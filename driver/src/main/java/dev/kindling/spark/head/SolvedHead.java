package dev.kindling.spark.head;

import dev.kindling.fixedpoint.Grid;
import dev.kindling.head.FeatureMap;
import dev.kindling.head.Head;
import dev.kindling.head.ScoringRule;
import java.io.Serializable;

/** A head that is ready to answer, as it is broadcast: what made it and what followed from its sums. It travels as Java objects. */
public final class SolvedHead implements Serializable {

    private static final long serialVersionUID = 1;

    private final Head head;
    private final ScoringRule rule;
    private final Grid grid;
    private final int width;

    /** For embeddings of {@code width} values, on the grid of the moments that {@code rule} was made of. */
    public SolvedHead(Head head, ScoringRule rule, Grid grid, int width) {
        this.head = head;
        this.rule = rule;
        this.grid = grid;
        this.width = width;
    }

    /** Scores batches of embeddings, at most {@code capacity} at a time; owns its buffers, used by one thread. */
    public ScoringRule.Scorer open(int capacity) {
        FeatureMap features = head.features(width, grid, capacity);
        ScoringRule.Scorer scorer = rule.open(capacity);
        return (embeddings, rows, scores) -> scorer.score(features.map(embeddings, rows), rows, scores);
    }
}
