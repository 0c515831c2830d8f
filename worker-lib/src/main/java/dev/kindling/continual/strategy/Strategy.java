package dev.kindling.continual.strategy;

import dev.kindling.learn.Classifier;
import dev.kindling.learn.Trainer;
import dev.kindling.nn.UpdateRule;
import java.io.Serializable;

/**
 * What a model does so that it does not forget. Immutable settings. A strategy says how local training differs, what is kept from one
 * experience to the next, and how the model is read at test time; federated rounds, merging and scenarios know nothing of it.
 */
public sealed interface Strategy extends Serializable
        permits FineTune,
                Joint,
                Ewc,
                SynapticIntelligence,
                LearningWithoutForgetting,
                ExperienceReplay,
                DarkExperienceReplay,
                GDumb,
                Icarl,
                PrototypeRelation {

    /** What clients train on. */
    default Study study() {
        return Study.EXPERIENCE;
    }

    /** Rounds in an experience, where a run asks for so many. */
    default int rounds(int asked) {
        return asked;
    }

    /** What is kept from one experience to the next. */
    Keeping keeping();

    /** A trainer for batches of new examples, at most the lesson's capacity, whose gradients go to {@code rule}. */
    default Trainer trainer(Lesson lesson, UpdateRule rule) {
        return lesson.network().trainer(lesson.problem(), lesson.capacity(), rule);
    }

    /** How a model is read: scores of all classes. Where the task is known, only its classes are compared. */
    default Classifier classifier(Lesson lesson) {
        return lesson.network().classifier(lesson.problem(), lesson.capacity());
    }
}
