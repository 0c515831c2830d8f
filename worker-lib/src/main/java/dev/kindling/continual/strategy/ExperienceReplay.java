package dev.kindling.continual.strategy;

import static dev.kindling.fault.UserMistake.requireRange;

import dev.kindling.learn.Trainer;
import dev.kindling.nn.UpdateRule;

/**
 * Experience replay (Robins 1995; Chaudhry et al. 2019): every step also sees examples drawn from a reservoir of all experiences before.
 * With e experiences behind, the loss is 1 / (e + 1) times the mean over the new examples and e / (e + 1) times that over the draws
 * (van de Ven et al. 2022).
 *
 * @param memory most examples kept, at least 1
 * @param replay examples drawn in every step, at least 1
 */
public record ExperienceReplay(int memory, int replay) implements Strategy {

    public ExperienceReplay {
        requireRange(memory >= 1, "memory", "at least 1", memory);
        requireRange(replay >= 1, "replay", "at least 1", replay);
    }

    /** 1,000 examples, 128 a step. */
    public static ExperienceReplay defaults() {
        return new ExperienceReplay(1000, 128);
    }

    @Override
    public Keeping keeping() {
        return new KeepSamples(memory, false, false);
    }

    @Override
    public Trainer trainer(Lesson lesson, UpdateRule rule) {
        if (lesson.carried().memory().size() == 0) {
            return Strategy.super.trainer(lesson, rule);
        }
        MixedBatch mixed = new MixedBatch(lesson, replay);
        double old = 1 - 1.0 / (lesson.carried().experiences() + 1);
        Trainer trainer =
                lesson.network().trainer(lesson.problem(), mixed.capacity(), rule, new ReplayLoss(mixed, 1 - old, old));
        return (parameters, batch, rateFactor, random) ->
                trainer.step(parameters, mixed.fill(batch, random), rateFactor, random);
    }
}
