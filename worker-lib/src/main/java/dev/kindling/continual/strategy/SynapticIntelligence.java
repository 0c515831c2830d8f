package dev.kindling.continual.strategy;

import static dev.kindling.fault.UserMistake.requireRange;

import dev.kindling.learn.Trainer;
import dev.kindling.nn.Parameters;
import dev.kindling.nn.UpdateRule;

/**
 * Synaptic intelligence (Zenke, Poole, Ganguli, ICML 2017): the loss gets c times the sum over i of Omega_i (w_i - w*_i)². While an
 * experience lasts every step adds -g_i (change of w_i) to the path integral, g the gradient without the penalty; at its end Omega_i
 * grows by the integral, at least 0, over (change of w_i in the experience)² + xi. A client's integral begins at zero in each round; the
 * weighted mean over clients is added up over rounds.
 *
 * @param c strength, at least 0
 * @param xi damping, above 0
 */
public record SynapticIntelligence(double c, double xi) implements Strategy {

    public SynapticIntelligence {
        requireRange(c >= 0 && c < Double.POSITIVE_INFINITY, "c", "in [0, infinity)", c);
        requireRange(xi > 0 && xi < Double.POSITIVE_INFINITY, "xi", "above 0", xi);
    }

    /** The paper's c and xi of Split-MNIST. */
    public static SynapticIntelligence defaults() {
        return new SynapticIntelligence(1, 1e-3);
    }

    @Override
    public Keeping keeping() {
        return new KeepPath(xi);
    }

    @Override
    public Trainer trainer(Lesson lesson, UpdateRule rule) {
        Parameters importance = lesson.carried().importance();
        float[] anchor = lesson.carried().model().values();
        UpdateRule pulled = importance == null ? rule : new PenalisedRule(rule, importance.values(), 2 * c, anchor);
        return lesson.network().trainer(lesson.problem(), lesson.capacity(), new PathRule(pulled, anchor.length));
    }
}
