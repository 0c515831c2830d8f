package dev.kindling.continual.strategy;

import static dev.kindling.fault.UserMistake.requireRange;

import dev.kindling.learn.Trainer;
import dev.kindling.learn.contrastive.Predecessor;
import dev.kindling.learn.contrastive.PrototypeContrast;
import dev.kindling.learn.contrastive.Relation;
import dev.kindling.nn.UpdateRule;

/**
 * Prototype-sample relation distillation, PRD (Asadi et al., ICML 2023): contrast and prototypes as {@link PrototypeContrast} learns them, plus beta
 * times KL(teacher || student) of distributions made of scores f(x) . p / |p| / temperature, the teacher being the model before the experience
 * with the prototypes that it had. Encoder and old prototypes both learn from it, so that old prototypes move with the features and no
 * example is kept. The teacher's running statistics are held; in the authors' code they drift.
 *
 * @param beta at least 0
 * @param temperature of the scores, above 0
 * @param over what each distribution is over
 */
public record PrototypeRelation(double beta, double temperature, Relation over) implements Strategy {

    public PrototypeRelation {
        requireRange(beta >= 0 && beta < Double.POSITIVE_INFINITY, "beta", "in [0, infinity)", beta);
        requireRange(temperature > 0 && temperature < Double.POSITIVE_INFINITY, "temperature", "above 0", temperature);
    }

    /** The paper's: beta 4, temperature 1, distributions over the samples of the batch. */
    public static PrototypeRelation defaults() {
        return new PrototypeRelation(4, 1, Relation.SAMPLES);
    }

    @Override
    public Keeping keeping() {
        return new KeepPrototypes();
    }

    /** In the first experience nothing is old. */
    @Override
    public Trainer trainer(Lesson lesson, UpdateRule rule) {
        if (!(lesson.network() instanceof PrototypeContrast contrast)) {
            throw KeepPrototypes.noPrototypes();
        }
        if (lesson.carried().experiences() == 0) {
            return contrast.trainer(lesson.problem(), lesson.capacity(), rule);
        }
        Predecessor before = new Predecessor(lesson.carried().model(), beta, temperature, over);
        return contrast.trainer(lesson.problem(), lesson.capacity(), rule, before);
    }
}
