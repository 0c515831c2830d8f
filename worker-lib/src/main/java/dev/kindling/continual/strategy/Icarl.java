package dev.kindling.continual.strategy;

import static dev.kindling.fault.UserMistake.requireRange;

import dev.kindling.learn.Classifier;
import dev.kindling.learn.Trainer;
import dev.kindling.nn.UpdateRule;

/**
 * iCaRL (Rebuffi et al., CVPR 2017). Every output is a binary classifier; after the first experience those of classes that the
 * predecessor knew learn what it says, the others the label, on new examples and exemplars. Exemplars are chosen by herding, as many for
 * each class seen, and a model is read by the nearest of the exemplars' means of normalised features. The paper shuffles new
 * examples and exemplars together; here {@code replay} exemplars are drawn in every step.
 *
 * <p>Herding is sequential, so it sees candidates only: of each class the {@code candidates} examples with the highest random keys. Where a
 * class has no more than that it is the paper's.
 *
 * @param memory most exemplars, at least one for each class
 * @param replay exemplars drawn in every step, at least 1
 * @param candidates most examples of a new class that herding chooses from, at least 1
 */
public record Icarl(int memory, int replay, int candidates) implements Strategy {

    public Icarl {
        requireRange(memory >= 1, "memory", "at least 1", memory);
        requireRange(replay >= 1, "replay", "at least 1", replay);
        requireRange(candidates >= 1, "candidates", "at least 1", candidates);
    }

    /** 1,000 exemplars, 128 a step, of 2,000 candidates a class. */
    public static Icarl defaults() {
        return new Icarl(1000, 128, 2000);
    }

    @Override
    public Keeping keeping() {
        return new KeepExemplars(memory, candidates);
    }

    @Override
    public Trainer trainer(Lesson lesson, UpdateRule rule) {
        Memory exemplars = lesson.carried().memory();
        if (exemplars.size() == 0) {
            return lesson.network()
                    .trainer(
                            lesson.problem(),
                            lesson.capacity(),
                            rule,
                            new BinaryDistillation(
                                    null, new boolean[lesson.problem().classes()]));
        }
        boolean[] known = new boolean[lesson.problem().classes()];
        for (int label : exemplars.examples().labels()) {
            known[label] = true;
        }
        MixedBatch mixed = new MixedBatch(lesson, replay);
        Teacher teacher = new Teacher(lesson, mixed.capacity());
        Trainer trainer = lesson.network()
                .trainer(lesson.problem(), mixed.capacity(), rule, new BinaryDistillation(teacher, known));
        return (parameters, batch, rateFactor, random) ->
                trainer.step(parameters, mixed.fill(batch, random), rateFactor, random) * batch.size() / mixed.rows();
    }

    /** The nearest mean; before there are means, the largest output. */
    @Override
    public Classifier classifier(Lesson lesson) {
        return lesson.carried().means().length == 0
                ? Strategy.super.classifier(lesson)
                : NearestMean.classifier(lesson);
    }
}
