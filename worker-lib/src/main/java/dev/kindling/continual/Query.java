package dev.kindling.continual;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Which of the unseen images of a class a client takes. */
public sealed interface Query extends Serializable {

    /**
     * Chooses.
     *
     * @param candidates ascending
     * @param scores of each candidate, larger where the model is less sure; finite
     * @param budget how many to choose, at most as many as there are
     * @return the chosen candidates, ascending
     */
    int[] choose(int[] candidates, double[] scores, int budget);

    /** Whether scores decide: if not, a plan can be made before there is a model. */
    boolean needsScores();

    /** Any of them with the same probability: the scores are random numbers of the seed. */
    record AtRandom() implements Query {

        @Override
        public boolean needsScores() {
            return false;
        }

        @Override
        public int[] choose(int[] candidates, double[] scores, int budget) {
            return largest(candidates, scores, budget);
        }
    }

    /** Those the model is least sure about (Lewis, Gale: A sequential algorithm for training text classifiers, SIGIR 1994). */
    record MostUncertain() implements Query {

        @Override
        public boolean needsScores() {
            return true;
        }

        @Override
        public int[] choose(int[] candidates, double[] scores, int budget) {
            return largest(candidates, scores, budget);
        }
    }

    /** The candidates of the largest scores; of equal ones the first. */
    private static int[] largest(int[] candidates, double[] scores, int budget) {
        if (scores.length != candidates.length || budget < 0 || budget > candidates.length) {
            throw new IllegalArgumentException("a query needs one score a candidate and a budget in [0, "
                    + candidates.length + "] but got " + scores.length + " scores and a budget of " + budget);
        }
        if (!Arrays.stream(scores).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("a query's scores must be finite");
        }
        return IntStream.range(0, candidates.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> -scores[i]).thenComparing(i -> candidates[i]))
                .limit(budget)
                .mapToInt(i -> candidates[i])
                .sorted()
                .toArray();
    }
}
