package dev.kindling.spark.continual;

import dev.kindling.continual.AccuracyMatrix;
import dev.kindling.continual.Scenario;
import dev.kindling.continual.strategy.StrategyLearner;
import dev.kindling.data.Batch;
import dev.kindling.data.Client;
import dev.kindling.data.Examples;
import dev.kindling.learn.Classifier;
import dev.kindling.learn.Problem;
import dev.kindling.merge.Merge;
import dev.kindling.spark.reduce.ExactReduce;
import dev.kindling.spark.round.Numerics;
import dev.kindling.spark.shard.ClientSet;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The test examples of every task: those of its classes, in its domain. An answer is the class of the highest score, the lowest label of
 * equals, among all classes, or where the scenario tells the task among the task's.
 */
final class TaskExam implements Serializable {

    private static final long serialVersionUID = 1;
    private static final int BATCH = 500;

    private final Problem problem;
    private final Scenario scenario;
    private final int[][] taskClasses;
    private final long seed;
    private final Numerics numerics = Numerics.here();

    /** Takes ownership of {@code taskClasses}, the classes of each task, ascending. */
    TaskExam(Problem problem, Scenario scenario, int[][] taskClasses, long seed) {
        this.problem = problem;
        this.scenario = scenario;
        this.taskClasses = taskClasses;
        this.seed = seed;
    }

    /** Writes the row {@code after} into the matrix. */
    void run(ClientSet holders, int tasks, StrategyLearner learner, int after, AccuracyMatrix matrix) {
        long[] counts = ExactReduce.onDriver(
                holders.rdd().coalesce(tasks),
                clients -> examine(clients, learner),
                new CountSum(2 * taskClasses.length));
        for (int task = 0; task < taskClasses.length; task++) {
            matrix.record(after, task, counts[2 * task], counts[2 * task + 1]);
        }
    }

    private Iterator<long[]> examine(Iterator<Client> holders, StrategyLearner learner) {
        numerics.requireSameHere();
        float[] parameters = learner.held().carried().model().values();
        Classifier classifier = learner.classifier(problem, BATCH);
        long[] counts = new long[2 * taskClasses.length];
        while (holders.hasNext()) {
            Examples held = holders.next().examples();
            for (int task = 0; task < taskClasses.length; task++) {
                Examples asked = examples(held, task);
                counts[2 * task] += right(asked, classifier, parameters, task);
                counts[2 * task + 1] += asked.size();
            }
        }
        return List.of(counts).iterator();
    }

    private Examples examples(Examples held, int task) {
        int[] rows = IntStream.range(0, held.size())
                .filter(row -> Arrays.binarySearch(taskClasses[task], held.label(row)) >= 0)
                .toArray();
        Examples selected = held.select(rows);
        return new Examples(
                scenario.transform(task, problem.input(), seed).apply(selected.features()), selected.labels());
    }

    private long right(Examples asked, Classifier classifier, float[] parameters, int task) {
        Batch batch = new Batch(BATCH, problem.input().size());
        int classes = problem.classes();
        float[] scores = new float[BATCH * classes];
        int[] choice = scenario.taskKnownAtTest()
                ? taskClasses[task]
                : IntStream.range(0, classes).toArray();
        long right = 0;
        for (int from = 0; from < asked.size(); from += BATCH) {
            batch.fill(asked, from, Math.min(from + BATCH, asked.size()));
            classifier.scores(parameters, batch, scores);
            for (int row = 0; row < batch.size(); row++) {
                right += answer(scores, row * classes, choice) == batch.label(row) ? 1 : 0;
            }
        }
        return right;
    }

    private static int answer(float[] scores, int from, int[] choice) {
        int best = choice[0];
        for (int label : choice) {
            if (scores[from + label] > scores[from + best]) {
                best = label;
            }
        }
        return best;
    }

    private record CountSum(int length) implements Merge<long[]> {

        @Override
        public long[] zero() {
            return new long[length];
        }

        @Override
        public long[] merge(long[] into, long[] from) {
            Arrays.setAll(into, i -> into[i] + from[i]);
            return into;
        }
    }
}
