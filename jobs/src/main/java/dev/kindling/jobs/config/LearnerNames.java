package dev.kindling.jobs.config;

import dev.kindling.learn.GraphLearner;
import dev.kindling.learn.Learner;
import java.util.List;
import java.util.Map;

/** What configurations call learners. */
public final class LearnerNames {

    private LearnerNames() {}

    /** Of those whose models other tools can run. */
    public static List<String> exportable() {
        return family().defaults().entrySet().stream()
                .filter(entry -> entry.getValue() instanceof GraphLearner)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The name of a learner's kind. */
    public static String nameOf(Learner learner) {
        return family().nameOf(learner).orElse(learner.getClass().getSimpleName());
    }

    private static Family<?> family() {
        return Choices.FAMILIES.stream()
                .filter(family -> family.type() == Learner.class)
                .findFirst()
                .orElseThrow();
    }
}
