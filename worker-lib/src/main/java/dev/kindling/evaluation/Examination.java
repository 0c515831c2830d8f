package dev.kindling.evaluation;

import dev.kindling.data.Batch;
import dev.kindling.data.Client;
import dev.kindling.data.Examples;
import dev.kindling.learn.Classifier;
import dev.kindling.learn.Learner;
import dev.kindling.learn.Problem;

/** Examines holders of examples with one model, one after another. Owns its buffers; used by one thread. */
public final class Examination {

    private final Classifier classifier;
    private final float[] parameters;
    private final int classes;
    private final Batch batch;
    private final float[] scores;

    public Examination(Learner learner, Problem problem, float[] parameters, int batchCapacity) {
        this.classifier = learner.classifier(problem, batchCapacity);
        this.parameters = parameters;
        this.classes = problem.classes();
        this.batch = new Batch(batchCapacity, problem.input().size());
        this.scores = new float[Math.multiplyExact(batchCapacity, classes)];
    }

    /** Scores one holder's examples into the card; {@code firstPosition} is the position of its first example. */
    public void examine(Client holder, long firstPosition, Scorecard card) {
        Examples examples = holder.examples();
        long right = 0;
        for (int from = 0; from < examples.size(); from += batch.capacity()) {
            batch.fill(examples, from, Math.min(from + batch.capacity(), examples.size()));
            classifier.scores(parameters, batch, scores);
            right += count(examples, from, firstPosition, card);
        }
        card.spread().record(right, examples.size());
    }

    private long count(Examples examples, int from, long firstPosition, Scorecard card) {
        long right = 0;
        for (int row = 0; row < batch.size(); row++) {
            int predicted = argmax(scores, row * classes, classes);
            int label = batch.label(row);
            card.confusion().record(label, predicted);
            if (predicted == label) {
                right++;
            } else if (card.keepsWrong(firstPosition + from + row)) {
                Examples one = examples.select(new int[] {from + row});
                card.addWrong(new WrongExample(firstPosition + from + row, one, predicted));
            }
        }
        return right;
    }

    /** The class of the largest score, the first of equals; NaN is never larger. */
    public static int argmax(float[] scores, int from, int classes) {
        int best = 0;
        for (int c = 1; c < classes; c++) {
            if (scores[from + c] > scores[from + best] || Float.isNaN(scores[from + best])) {
                best = c;
            }
        }
        return best;
    }
}
