package dev.kindling.head;

import dev.kindling.fixedpoint.Grid;

/** Scores embeddings by a solved head: its features, then its rule. Owns its buffers; used by one thread. */
public final class HeadClassifier {

    private final FeatureMap features;
    private final ScoringRule.Scorer scorer;

    /** For batches of at most {@code capacity} embeddings of {@code width} values. */
    public HeadClassifier(Head head, ScoringRule rule, int width, Grid grid, int capacity) {
        this.features = head.features(width, grid, capacity);
        this.scorer = rule.open(capacity);
    }

    /**
     * Writes {@code scores[row * classes + c]}, float32, larger for likelier classes.
     *
     * @param embeddings {@code [rows, width]} row-major, only read
     */
    public void scores(float[] embeddings, int rows, float[] scores) {
        scorer.score(features.map(embeddings, rows), rows, scores);
    }
}
