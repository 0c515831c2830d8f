package dev.kindling.continual.strategy;

import static dev.kindling.fault.UserMistake.requireRange;

import dev.kindling.learn.Trainer;
import dev.kindling.nn.UpdateRule;

/**
 * Dark experience replay, DER++ (Buzzega et al., NeurIPS 2020): cross-entropy on the new examples, plus alpha times the mean squared
 * difference (over draws and classes) between outputs and those kept in the memory, plus beta times cross-entropy on other draws. Outputs are
 * kept as they were when an example entered the memory, here at the end of its experience (in the paper while it is learnt).
 *
 * @param memory most examples kept, at least 1
 * @param replay examples drawn for each of the two terms in every step, at least 1
 * @param alpha at least 0
 * @param beta at least 0; with 0 this is DER
 */
public record DarkExperienceReplay(int memory, int replay, double alpha, double beta) implements Strategy {

    public DarkExperienceReplay {
        requireRange(memory >= 1, "memory", "at least 1", memory);
        requireRange(replay >= 1, "replay", "at least 1", replay);
        requireRange(alpha >= 0 && alpha < Double.POSITIVE_INFINITY, "alpha", "in [0, infinity)", alpha);
        requireRange(beta >= 0 && beta < Double.POSITIVE_INFINITY, "beta", "in [0, infinity)", beta);
    }

    /** 1,000 examples, 128 a step and term, alpha 0.5, beta 1. */
    public static DarkExperienceReplay defaults() {
        return new DarkExperienceReplay(1000, 128, 0.5, 1);
    }

    @Override
    public Keeping keeping() {
        return new KeepSamples(memory, false, true);
    }

    @Override
    public Trainer trainer(Lesson lesson, UpdateRule rule) {
        if (lesson.carried().memory().size() == 0) {
            return Strategy.super.trainer(lesson, rule);
        }
        MixedBatch mixed = new MixedBatch(lesson, 2 * replay);
        Trainer trainer = lesson.network()
                .trainer(lesson.problem(), mixed.capacity(), rule, new DarkReplayLoss(mixed, alpha, beta));
        return (parameters, batch, rateFactor, random) ->
                trainer.step(parameters, mixed.fill(batch, random), rateFactor, random);
    }
}
