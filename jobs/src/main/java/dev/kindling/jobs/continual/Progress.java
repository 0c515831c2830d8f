package dev.kindling.jobs.continual;

import dev.kindling.continual.AccuracyMatrix;
import dev.kindling.continual.ClassRecall;
import dev.kindling.continual.ScenarioPlan;
import dev.kindling.head.Moments;
import dev.kindling.head.MomentsFormat;
import dev.kindling.jobs.config.ContinualConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What is known of a run so far: counts, and what follows from them. */
final class Progress {

    private static final int MOST_ROWS = 100;

    private final ContinualConfig config;
    private final ScenarioPlan plan;
    private final Fieldwork fieldwork;
    private final AccuracyMatrix matrix;
    private long examplesBefore;
    private @Nullable ClassRecall recall;

    Progress(ContinualConfig config, Fieldwork fieldwork) {
        this.config = config;
        this.fieldwork = fieldwork;
        this.plan = fieldwork.plan();
        this.matrix = new AccuracyMatrix(Math.max(plan.experiences(), plan.tasks()));
    }

    void begin(Moments base) {
        examplesBefore = base.examples();
    }

    boolean measures(int experience) {
        return (experience + 1) % config.evaluateEvery() == 0 || experience + 1 == plan.experiences();
    }

    /** Takes the counts of what the model answers after an experience. */
    void measured(int experience, ClassRecall counts) {
        recall = counts;
        for (int task = 0; task < plan.tasks(); task++) {
            int[] classes = plan.classesOfTask(task);
            long total = sum(counts.totalCounts(), classes);
            if (total > 0 && task <= experience) {
                matrix.record(experience, task, sum(counts.correctCounts(), classes), total);
            }
        }
    }

    private static long sum(long[] counts, int[] classes) {
        return Arrays.stream(classes).mapToLong(c -> counts[c]).sum();
    }

    ExperienceReport report(int experience, Moments sums, double seconds) {
        int[] clients = fieldwork.clients(experience);
        ClassRecall counts = measures(experience) ? recall : null;
        long examples = sums.examples() - examplesBefore;
        examplesBefore = sums.examples();
        long bytes = 0;
        for (int client : clients) {
            bytes += bytes(sums.format(), plan.classes(client, experience).length);
        }
        int[] seen = seen(sums);
        return new ExperienceReport(
                experience + 1,
                seen.length,
                examples,
                clients.length,
                accuracy(counts, seen),
                accuracy(counts, plan.baseClasses()),
                accuracy(counts, plan.classesSeen(experience)),
                accuracy(counts, plan.classesIn(experience)),
                bytes,
                (long) Float.BYTES * fieldwork.encoder().parameters() * clients.length,
                seconds);
    }

    /** Counts and sums of the classes that a client saw, and second moments: of each such class, or one for all. */
    private static long bytes(MomentsFormat format, int classes) {
        long perClass = 1L + format.width();
        long triangle = format.width() * (format.width() + 1L) / 2;
        long words =
                switch (format.second()) {
                    case NONE -> classes * perClass;
                    case SHARED -> classes * perClass + triangle;
                    case PER_CLASS -> classes * (perClass + triangle);
                };
        return Long.BYTES * words * (format.heldOut() ? 2 : 1);
    }

    private static int[] seen(Moments sums) {
        return IntStream.range(0, sums.format().classes())
                .filter(label -> sums.count(label) > 0)
                .toArray();
    }

    private static @Nullable Double accuracy(@Nullable ClassRecall counts, int[] classes) {
        if (counts == null) {
            return null;
        }
        double accuracy = counts.accuracy(classes);
        return Double.isNaN(accuracy) ? null : (Double) accuracy;
    }

    AccuracyMatrix matrix() {
        return matrix;
    }

    @Nullable
    Double averageIncrementalAccuracy() {
        return orNull(matrix.averageIncrementalAccuracy());
    }

    @Nullable
    Double forgetting() {
        return orNull(matrix.forgetting());
    }

    private static @Nullable Double orNull(double value) {
        return Double.isNaN(value) ? null : (Double) value;
    }

    /** The accuracies after each experience on the tasks up to it; nothing where there are too many to look at. */
    static List<List<Double>> rows(AccuracyMatrix matrix) {
        List<List<Double>> rows = new ArrayList<>();
        for (int after = 0; after < matrix.experiences() && matrix.experiences() <= MOST_ROWS; after++) {
            List<Double> row = new ArrayList<>();
            for (int on = 0; on <= after; on++) {
                row.add(matrix.accuracy(after, on));
            }
            rows.add(row);
        }
        return rows;
    }
}
