package dev.kindling.jobs.continual;

import dev.kindling.continual.ClassRecall;
import dev.kindling.continual.ClientAccuracies;
import dev.kindling.continual.TestAnswers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What is known of a run so far: reports of experiences, and what follows from answers. */
final class Progress {

    private final Fieldwork fieldwork;
    private final FieldLearner learner;
    private final OwnClasses own;
    private final List<ExperienceReport> reports = new ArrayList<>();
    private long examplesBefore;

    Progress(Fieldwork fieldwork, FieldLearner learner) {
        this.fieldwork = fieldwork;
        this.learner = learner;
        this.own = new OwnClasses(fieldwork);
    }

    void begin() {
        examplesBefore = learner.examples();
    }

    /** Goes on after these. */
    void restore(List<ExperienceReport> before) {
        reports.addAll(before);
        IntStream.range(0, before.size()).forEach(own::meet);
        examplesBefore = learner.examples();
    }

    List<ExperienceReport> reports() {
        return reports;
    }

    OwnClasses own() {
        return own;
    }

    ExperienceReport report(int experience, double seconds) {
        own.meet(experience);
        TestAnswers answers = learner.answers();
        long examples = learner.examples() - examplesBefore;
        examplesBefore = learner.examples();
        int[] seen = learner.classesSeen(experience);
        int met = Math.min(experience + 1, domains());
        ClassRecall counts = answers == null ? null : answers.recall(0, met - 1);
        ClassRecall now = answers == null ? null : answers.recall(domains() == 1 ? 0 : met - 1, met - 1);
        ExperienceReport report = new ExperienceReport(
                experience + 1,
                seen.length,
                examples,
                fieldwork.plan().clients(experience).length,
                accuracy(counts, seen),
                accuracy(counts, fieldwork.plan().baseClasses()),
                accuracy(counts, fieldwork.plan().classesSeen(experience)),
                accuracy(now, fieldwork.plan().classesIn(experience)),
                openSetAuroc(answers),
                answers == null ? null : orNull(answers.calibration().expectedError()),
                answers == null ? null : accuracies(answers),
                learner.bytesUp(),
                learner.bytesUpFedAvg(),
                seconds);
        reports.add(report);
        return report;
    }

    private int domains() {
        return fieldwork.examples().domainCount();
    }

    private @Nullable Double openSetAuroc(@Nullable TestAnswers answers) {
        // Where the task is told nobody has to find out that a class is unknown.
        return answers == null || fieldwork.plan().config().scenario().taskKnownAtTest()
                ? null
                : orNull(answers.openSet().auroc());
    }

    private @Nullable ClientAccuracies accuracies(TestAnswers answers) {
        double[] measured = IntStream.range(0, fieldwork.plan().config().clients())
                .mapToDouble(client -> own.accuracy(client, answers))
                .filter(accuracy -> !Double.isNaN(accuracy))
                .toArray();
        return measured.length == 0 ? null : ClientAccuracies.of(measured);
    }

    private static @Nullable Double accuracy(@Nullable ClassRecall counts, int[] classes) {
        return counts == null ? null : orNull(counts.accuracy(classes));
    }

    static @Nullable Double orNull(double value) {
        return Double.isNaN(value) ? null : (Double) value;
    }
}
