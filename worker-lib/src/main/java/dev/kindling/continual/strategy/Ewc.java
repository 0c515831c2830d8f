package dev.kindling.continual.strategy;

import static dev.kindling.fault.UserMistake.requireRange;

import dev.kindling.learn.Trainer;
import dev.kindling.nn.Parameters;
import dev.kindling.nn.UpdateRule;

/**
 * Elastic weight consolidation (Kirkpatrick et al., PNAS 114, 2017) in its online form (Schwarz et al., ICML 2018): the loss gets
 * lambda / 2 sum over i of F_i (w_i - w*_i)², w* the model after the last experience. F becomes decay F + F_new after each
 * experience, F_new the mean over its examples of the Fisher diagonal, with the expectation over labels taken under the model and in full
 * ({@link dev.kindling.learn.FisherDiagonal}). Estimators of F differ by orders of magnitude, and lambda with them.
 *
 * @param lambda strength, at least 0
 * @param decay what is left of the old F after an experience, in [0, 1]; 1 is the sum over experiences
 */
public record Ewc(double lambda, double decay) implements Strategy {

    public Ewc {
        requireRange(lambda >= 0 && lambda < Double.POSITIVE_INFINITY, "lambda", "in [0, infinity)", lambda);
        requireRange(decay >= 0 && decay <= 1, "decay", "in [0, 1]", decay);
    }

    /** Lambda 1e3, no decay. */
    public static Ewc defaults() {
        return new Ewc(1e3, 1);
    }

    @Override
    public Keeping keeping() {
        return new KeepFisher(decay);
    }

    @Override
    public Trainer trainer(Lesson lesson, UpdateRule rule) {
        Parameters importance = lesson.carried().importance();
        UpdateRule pulled = importance == null
                ? rule
                : new PenalisedRule(
                        rule,
                        importance.values(),
                        lambda,
                        lesson.carried().model().values());
        return lesson.network().trainer(lesson.problem(), lesson.capacity(), pulled);
    }
}
