package dev.kindling.spark.ml;

import dev.kindling.fixedpoint.Grid;
import dev.kindling.head.Head;
import dev.kindling.head.Moments;
import dev.kindling.head.ScoringRule;
import dev.kindling.spark.head.SolvedHead;
import dev.kindling.tensor.Blas;

/** What follows from exact sums. The sums stay where the model is and are what is saved: the same sums give the same head to the last bit. */
final class HeadScores implements Scores {

    private static final long serialVersionUID = 1;

    private final Head head;
    private final Grid grid;
    private final int classes;
    private final int features;
    private final SolvedHead solved;
    /** Not taken along to tasks, which never save. */
    private final transient Moments moments;

    private HeadScores(Head head, Grid grid, int classes, int features, Moments moments) {
        this.head = head;
        this.grid = grid;
        this.classes = classes;
        this.features = features;
        this.moments = moments;
        ScoringRule rule = head.solve(moments);
        this.solved = new SolvedHead(head, rule, grid, features);
    }

    static HeadScores of(Head head, Grid grid, Table table, Moments moments) {
        return new HeadScores(head, grid, table.classes(), table.width(), moments);
    }

    @Override
    public int classes() {
        return classes;
    }

    @Override
    public int features() {
        return features;
    }

    @Override
    public ModelFolder.Card card() {
        return new HeadCard(ModelFolder.VERSION, head, grid, classes, features);
    }

    @Override
    public void save(ModelFolder folder) {
        folder.writeWords(moments.words());
    }

    /** What stands beside the sums. */
    record HeadCard(int version, Head head, Grid grid, int classes, int features) implements ModelFolder.Card {

        @Override
        public Scores read(ModelFolder folder) {
            var format = head.format(classes, features, grid);
            return new HeadScores(
                    head, grid, classes, features, new Moments(format, 0, folder.readWords(format.words())));
        }
    }

    @Override
    public OneRow open() {
        float[] row = new float[Blas.lengthFor(1, features)];
        float[] scores = new float[classes];
        ScoringRule.Scorer scorer = solved.open(1);
        return new OneRow() {
            @Override
            public float[] values() {
                return row;
            }

            @Override
            public int offset() {
                return 0;
            }

            @Override
            public float[] score() {
                scorer.score(row, 1, scores);
                return scores;
            }
        };
    }
}
