package dev.kindling.spark.continual;

import dev.kindling.continual.AccuracyMatrix;
import dev.kindling.continual.Scenario;
import dev.kindling.continual.ScenarioPlan;
import dev.kindling.continual.TestAnswers;
import java.util.stream.IntStream;

/** Which questions a scenario asks when, and what the answers say of its tasks. */
final class Questioning {

    private static final int[][] ALL = {};

    private final ScenarioExamples examples;
    private final ScenarioPlan outline;

    Questioning(ScenarioExamples examples, ScenarioPlan outline) {
        this.examples = examples;
        this.outline = outline;
    }

    /**
     * What to ask a model that has learnt these classes, after an experience; -1 before the first one.
     *
     * @param unlearntCount whether domains and classes to come are asked too
     */
    Questions after(int experience, boolean[] learnt, boolean unlearntCount) {
        int domains = examples.domains().size();
        int met = Math.min(experience + 1, domains);
        return new Questions(learnt, unlearntCount ? domains : met, met, unlearntCount, choices());
    }

    /** For each label the classes of its task, where the scenario tells it; a label of no task has itself. */
    private int[][] choices() {
        Scenario scenario = examples.scenario();
        if (!scenario.taskKnownAtTest()) {
            return ALL;
        }
        int[][] choices = new int[examples.problem().classes()][];
        java.util.Arrays.setAll(choices, label -> new int[] {label});
        for (int task = 0; task < outline.tasks(); task++) {
            for (int label : outline.classesOfTask(task)) {
                choices[label] = outline.classesOfTask(task);
            }
        }
        return choices;
    }

    /** The classes that a model has learnt from after an experience. */
    boolean[] learnt(int experience) {
        boolean[] learnt = new boolean[examples.problem().classes()];
        for (int label : outline.baseClasses()) {
            learnt[label] = true;
        }
        for (int label : experience < 0 ? new int[0] : outline.classesSeen(experience)) {
            learnt[label] = true;
        }
        return learnt;
    }

    /** Writes a row: the answers to the test examples of each task up to {@code lastTask}, where there are any. */
    void record(int after, int lastTask, TestAnswers answers, AccuracyMatrix matrix) {
        for (int task = 0; task < Math.min(outline.tasks(), lastTask + 1); task++) {
            int domain = examples.domainOf(task);
            int[] classes = outline.classesOfTask(task);
            long total = IntStream.of(classes)
                    .mapToLong(label -> answers.total(domain, label))
                    .sum();
            if (total > 0) {
                long right = IntStream.of(classes)
                        .mapToLong(label -> answers.correct(domain, label))
                        .sum();
                matrix.record(after, task, right, total);
            }
        }
    }
}
