package dev.kindling.continual.strategy;

import static dev.kindling.fault.UserMistake.requireRange;

import dev.kindling.learn.Trainer;
import dev.kindling.nn.UpdateRule;

/**
 * Learning without forgetting (Li, Hoiem, ECCV 2016): on the new examples the network also keeps to what its predecessor says of
 * them. With e experiences behind, the loss is 1 / (e + 1) times cross-entropy plus e / (e + 1) times T² times the cross-entropy of
 * both networks' softmax at temperature T over all classes (shares as in van de Ven et al. 2022).
 *
 * @param temperature T, above 0
 */
public record LearningWithoutForgetting(double temperature) implements Strategy {

    public LearningWithoutForgetting {
        requireRange(temperature > 0 && temperature < Double.POSITIVE_INFINITY, "temperature", "above 0", temperature);
    }

    /** T = 2. */
    public static LearningWithoutForgetting defaults() {
        return new LearningWithoutForgetting(2);
    }

    @Override
    public Keeping keeping() {
        return new KeepModel();
    }

    @Override
    public Trainer trainer(Lesson lesson, UpdateRule rule) {
        if (lesson.carried().experiences() == 0) {
            return Strategy.super.trainer(lesson, rule);
        }
        return lesson.network()
                .trainer(
                        lesson.problem(),
                        lesson.capacity(),
                        rule,
                        new Distillation(new Teacher(lesson, lesson.capacity()), temperature));
    }
}
