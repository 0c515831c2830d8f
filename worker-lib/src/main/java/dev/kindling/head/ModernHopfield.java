package dev.kindling.head;

import dev.kindling.fault.UserMistake;
import dev.kindling.fixedpoint.Grid;

/**
 * Class means as the patterns of a modern continuous Hopfield network (Ramsauer et al. 2020, arXiv:2008.02217, equation 3): an embedding is a state, {@code
 * steps} times replaced by the mean of the patterns weighted by softmax(beta P state), and the scores are beta P state of the last one. Means and
 * embeddings are layer-normalised (mean 0, length sqrt(width)); one without spread becomes zeros. A small beta retrieves the mean of all
 * patterns, a larger one that of similar patterns, a large one a single pattern. Exact: counts and sums. Rounded: the means, the patterns to float32, the
 * states, the scores.
 *
 * @param beta at least 0; 0 stands for 1 / sqrt(width)
 * @param steps updates of the state, at least 0: with 0 the order of the scores is that of the correlations
 */
public record ModernHopfield(double beta, int steps) implements Head {

    public ModernHopfield {
        UserMistake.requireRange(beta >= 0 && Double.isFinite(beta), "beta", "in [0, infinity)", beta);
        UserMistake.requireRange(steps >= 0, "steps", ">= 0", steps);
    }

    /** One update at 1 / sqrt(width). */
    public static ModernHopfield defaults() {
        return new ModernHopfield(0, 1);
    }

    @Override
    public MomentsFormat format(int classes, int width, Grid grid) {
        return new MomentsFormat(classes, width, SecondMoments.NONE, false, grid);
    }

    @Override
    public ScoringRule solve(Moments moments) {
        double[] means = moments.requireReadable().means();
        int classes = moments.format().classes();
        int width = moments.format().width();
        float[] patterns = new float[means.length];
        boolean[] seen = new boolean[classes];
        for (int i = 0; i < means.length; i++) {
            patterns[i] = (float) means[i];
        }
        for (int label = 0; label < classes; label++) {
            seen[label] = moments.count(label) > 0;
            RetrievalRule.normalise(patterns, label * width, width);
        }
        return new RetrievalRule(width, patterns, seen, (float) (beta == 0 ? 1 / Math.sqrt(width) : beta), steps);
    }
}
