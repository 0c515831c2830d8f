package dev.kindling.jobs.continual;

import dev.kindling.continual.TestAnswers;
import dev.kindling.data.partition.Population;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** Which classes each client has seen in which domains so far, the base left out, and how many examples of each task. */
final class OwnClasses {

    private static final int MOST_CELLS = 10_000;

    private final Fieldwork fieldwork;
    private final int classes;
    private final BitSet[] met;
    private final int[][] examples;

    OwnClasses(Fieldwork fieldwork) {
        this.fieldwork = fieldwork;
        this.classes = fieldwork.plan().census().problem().classes();
        int clients = fieldwork.plan().config().clients();
        this.met = new BitSet[clients];
        java.util.Arrays.setAll(met, client -> new BitSet());
        boolean few = (long) clients * fieldwork.plan().tasks() <= MOST_CELLS;
        this.examples = new int[few ? clients : 0][fieldwork.plan().tasks()];
    }

    /** Takes in what clients saw in an experience. */
    void meet(int experience) {
        Population population = fieldwork.plan().census().population();
        for (int client : fieldwork.plan().clients(experience)) {
            int[] seen = fieldwork.plan().examples(client, experience);
            int[] tasks = fieldwork.plan().tasks(client, experience);
            for (int i = 0; i < seen.length; i++) {
                int domain = fieldwork.examples().domainOf(tasks[i]);
                met[client].set(domain * classes + population.label(seen[i]));
                if (examples.length > 0) {
                    examples[client][tasks[i]]++;
                }
            }
        }
    }

    /** The accuracy on the test examples of what a client has met, NaN if there are none. */
    double accuracy(int client, TestAnswers answers) {
        long right = met[client].stream()
                .mapToLong(cell -> answers.correct(cell / classes, cell % classes))
                .sum();
        long total = met[client].stream()
                .mapToLong(cell -> answers.total(cell / classes, cell % classes))
                .sum();
        return total == 0 ? Double.NaN : (double) right / total;
    }

    /** Each client's accuracy; nothing where there are too many to look at. */
    List<Double> accuracies(TestAnswers answers) {
        List<Double> accuracies = new ArrayList<>();
        for (int client = 0; client < examples.length; client++) {
            accuracies.add(accuracy(client, answers));
        }
        return accuracies;
    }

    /** A row a client: its examples of each task; nothing where there are too many to look at. */
    List<List<Integer>> examples() {
        List<List<Integer>> rows = new ArrayList<>();
        for (int[] row : examples) {
            rows.add(IntStream.of(row).boxed().toList());
        }
        return rows;
    }
}
