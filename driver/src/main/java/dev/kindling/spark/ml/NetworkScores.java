package dev.kindling.spark.ml;

import dev.kindling.data.Batch;
import dev.kindling.data.Examples;
import dev.kindling.data.FloatFeatures;
import dev.kindling.learn.Classifier;
import dev.kindling.learn.Learner;
import dev.kindling.learn.Problem;
import dev.kindling.nn.Parameters;

/** A trained model of a learner. Zeros stand before the features of each row where the learner wants places of its own there. */
final class NetworkScores implements Scores {

    private static final long serialVersionUID = 1;

    private final Learner learner;
    private final Problem problem;
    private final int lead;
    private final float[] values;

    /** Takes ownership; {@code lead} zeros stand before the features. */
    NetworkScores(Learner learner, Problem problem, int lead, Parameters model) {
        this.learner = learner;
        this.problem = problem;
        this.lead = lead;
        // In the learner's own layout, which is made again where it is wanted.
        this.values = model.values();
    }

    Learner learner() {
        return learner;
    }

    @Override
    public int classes() {
        return problem.classes();
    }

    @Override
    public int features() {
        return problem.input().size() - lead;
    }

    Parameters parameters() {
        return new Parameters(learner.layout(problem), values);
    }

    @Override
    public OneRow open() {
        return new Row(learner.classifier(problem, 1), problem, lead, values);
    }

    @Override
    public ModelFolder.Card card() {
        return new NetworkCard(ModelFolder.VERSION, learner, problem, lead);
    }

    @Override
    public void save(ModelFolder folder) {
        folder.writeParameters(parameters());
    }

    /** What stands beside the parameters. */
    record NetworkCard(int version, Learner learner, Problem problem, int lead) implements ModelFolder.Card {

        @Override
        public Scores read(ModelFolder folder) {
            return new NetworkScores(learner, problem, lead, folder.readParameters(learner.layout(problem)));
        }
    }

    /** A batch of one. */
    private static final class Row implements OneRow {

        private final Classifier classifier;
        private final float[] parameters;
        private final int lead;
        private final float[] row;
        private final Examples example;
        private final Batch batch;
        private final float[] scores;

        Row(Classifier classifier, Problem problem, int lead, float[] parameters) {
            int width = problem.input().size();
            this.classifier = classifier;
            this.parameters = parameters;
            this.lead = lead;
            this.row = new float[width];
            this.example = new Examples(new FloatFeatures(1, width, row), new int[1]);
            this.batch = new Batch(1, width);
            this.scores = new float[problem.classes()];
        }

        @Override
        public float[] values() {
            return row;
        }

        @Override
        public int offset() {
            return lead;
        }

        @Override
        public float[] score() {
            batch.fill(example, 0, 1);
            classifier.scores(parameters, batch, scores);
            return scores;
        }
    }
}
