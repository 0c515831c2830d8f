package dev.kindling.jobs.continual;

import dev.kindling.continual.AccuracyMatrix;
import dev.kindling.continual.ClientAccuracies;
import dev.kindling.jobs.config.ContinualConfig;
import dev.kindling.jobs.tracking.Figures;
import java.util.Locale;
import java.util.Map;

/** The numbers of an experience that every tracker tells. Those of tasks are of the tasks up to it, so that the last are the summary's. */
final class ExperienceFigures {

    /** Of more nobody looks at each. */
    static final int MOST_TASKS = 100;

    private ExperienceFigures() {}

    static Map<String, Double> of(ExperienceReport report, FieldLearner learner, ContinualConfig config) {
        Figures figures = new Figures()
                .with("accuracy/" + config.measuredOn(), report.accuracy())
                .with("accuracy/base", report.base())
                .with("accuracy/field", report.field())
                .with("accuracy/current", report.current());
        ClientAccuracies clients = report.clientAccuracies();
        if (clients != null) {
            figures.with("accuracy/clients-mean", clients.mean())
                    .with("accuracy/clients-worst-tenth", clients.worstTenth());
        }
        figures.with("open-set/auroc", report.openSetAuroc())
                .with("calibration/error", report.calibrationError())
                .with("classes/seen", (double) report.classesSeen())
                .with("clients/learning", (double) report.clients())
                .with("examples/learnt", (double) report.examples())
                .with("bytes/up", (double) report.bytesUp())
                .with("seconds/experience", report.seconds());
        addTasks(figures, learner.matrix(), report.experience(), learner.foresees(), config.evaluateEvery() == 1);
        return figures.named();
    }

    private static void addTasks(
            Figures figures, AccuracyMatrix all, int experiences, boolean foresees, boolean everyOneMeasured) {
        AccuracyMatrix matrix = all.part(0, experiences);
        int last = experiences - 1;
        figures.with("accuracy/average", matrix.averageAccuracy(last));
        if (everyOneMeasured) {
            figures.with("accuracy/average-incremental", matrix.averageIncrementalAccuracy());
        }
        if (everyOneMeasured && experiences > 1) {
            figures.with("forgetting", matrix.forgetting()).with("transfer/backward", matrix.backwardTransfer());
        }
        if (everyOneMeasured && experiences > 1 && foresees) {
            figures.with("transfer/forward", matrix.forwardTransfer());
        }
        for (int task = 0; task < experiences && all.experiences() <= MOST_TASKS; task++) {
            figures.with(String.format(Locale.ROOT, "task/%03d", task + 1), matrix.accuracy(last, task));
        }
    }
}
