package dev.kindling.continual;

import dev.kindling.data.partition.PartitionPlan;
import dev.kindling.data.partition.Population;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Who sees which examples when: for every (client, experience) the examples it learns from, each with the task it belongs to. Made
 * at the driver, immutable, and written as it is beside the results, so that nobody has to make it again.
 *
 * <p>A task is what is to be learnt and measured: a set of classes, or a domain of all of them. Where all clients meet task t
 * in experience t, and nothing leaks, the two are the same. Clients, experiences, tasks and examples count from 0; examples in
 * stored order.
 */
public final class ScenarioPlan {

    private final int clients;
    private final int experiences;
    private final int[][] taskClasses;
    private final int[] baseClasses;
    private final int[] base;
    private final int[] examples;
    private final int[] tasks;
    private final int[][] cellClasses;

    /** Where cell (experience x clients + client) begins in the columns; one entry more than cells. */
    private final int[] starts;

    ScenarioPlan(PlanRows rows) {
        this.clients = rows.clients();
        this.experiences = rows.experiences();
        this.taskClasses = rows.taskClasses();
        this.base = rows.base();
        this.baseClasses = rows.classesOf(base, 0, base.length);
        this.examples = rows.examples();
        this.tasks = rows.tasks();
        this.starts = rows.starts();
        this.cellClasses = new int[starts.length - 1][];
        for (int cell = 0; cell < cellClasses.length; cell++) {
            cellClasses[cell] = rows.classesOf(examples, starts[cell], starts[cell + 1]);
        }
    }

    private ScenarioPlan(
            int clients,
            int experiences,
            int[][] taskClasses,
            int[] examples,
            int[] tasks,
            int[] starts,
            int[][] cells) {
        this.clients = clients;
        this.experiences = experiences;
        this.taskClasses = taskClasses;
        this.base = new int[0];
        this.baseClasses = new int[0];
        this.examples = examples;
        this.tasks = tasks;
        this.starts = starts;
        this.cellClasses = cells;
    }

    /**
     * This plan with its base as the first experience and task, in which every client sees the base examples that it holds; all others
     * count one more. This plan itself if there is no base.
     */
    public ScenarioPlan withBaseFirst(Population population, PartitionPlan holders) {
        return base.length == 0 ? this : new BaseFirst(population, holders).plan();
    }

    /** Puts the base in front. */
    private final class BaseFirst {

        private final int[] front;
        private final int[] starts = new int[ScenarioPlan.this.starts.length + clients];
        private final int[][] cells = new int[cellClasses.length + clients][];

        BaseFirst(Population population, PartitionPlan holders) {
            int[][] own = new int[clients][];
            for (int client = 0; client < clients; client++) {
                int one = client;
                own[client] = Arrays.stream(base)
                        .filter(example -> holders.clientOf(example) == one)
                        .toArray();
                starts[client + 1] = starts[client] + own[client].length;
                cells[client] = Arrays.stream(own[client])
                        .map(population::label)
                        .distinct()
                        .sorted()
                        .toArray();
            }
            front = Arrays.stream(own).flatMapToInt(Arrays::stream).toArray();
        }

        ScenarioPlan plan() {
            for (int cell = 0; cell < ScenarioPlan.this.starts.length; cell++) {
                starts[clients + cell] = base.length + ScenarioPlan.this.starts[cell];
            }
            System.arraycopy(cellClasses, 0, cells, clients, cellClasses.length);
            int[][] all = new int[taskClasses.length + 1][];
            all[0] = baseClasses;
            System.arraycopy(taskClasses, 0, all, 1, taskClasses.length);
            int[] later = IntStream.of(tasks).map(task -> task + 1).toArray();
            return new ScenarioPlan(
                    clients,
                    experiences + 1,
                    all,
                    joined(front, examples),
                    joined(new int[base.length], later),
                    starts,
                    cells);
        }

        private int[] joined(int[] first, int[] second) {
            int[] both = Arrays.copyOf(first, first.length + second.length);
            System.arraycopy(second, 0, both, first.length, second.length);
            return both;
        }
    }

    public int clients() {
        return clients;
    }

    public int experiences() {
        return experiences;
    }

    /** Number of tasks. */
    public int tasks() {
        return taskClasses.length;
    }

    /** Rows of the plan: an example counts as often as it is seen. */
    public int size() {
        return examples.length;
    }

    /** The classes of a task, ascending. */
    public int[] classesOfTask(int task) {
        return taskClasses[task].clone();
    }

    /** Examples that are there before the first experience, for whoever makes the first model; ascending, mostly none. */
    public int[] base() {
        return base.clone();
    }

    /** Their classes, ascending. */
    public int[] baseClasses() {
        return baseClasses.clone();
    }

    /** The examples that a client learns from in an experience, ascending; none if it is absent. */
    public int[] examples(int client, int experience) {
        int cell = cell(client, experience);
        return Arrays.copyOfRange(examples, starts[cell], starts[cell + 1]);
    }

    /** The task of each of those examples. */
    public int[] tasks(int client, int experience) {
        int cell = cell(client, experience);
        return Arrays.copyOfRange(tasks, starts[cell], starts[cell + 1]);
    }

    /** The classes of those examples, ascending, each once. */
    public int[] classes(int client, int experience) {
        return cellClasses[cell(client, experience)].clone();
    }

    /** The classes that any client has seen in experiences 0 to {@code experience}, ascending, without the base. */
    public int[] classesSeen(int experience) {
        return union(0, experience);
    }

    /** The classes that any client sees in an experience, ascending. */
    public int[] classesIn(int experience) {
        return union(experience, experience);
    }

    private int[] union(int first, int last) {
        return IntStream.rangeClosed(cell(0, first), cell(clients - 1, last))
                .flatMap(cell -> Arrays.stream(cellClasses[cell]))
                .distinct()
                .sorted()
                .toArray();
    }

    private int cell(int client, int experience) {
        if (client < 0 || client >= clients || experience < 0 || experience >= experiences) {
            throw new IndexOutOfBoundsException("no cell (client " + client + ", experience " + experience
                    + ") in a plan of " + clients + " clients and " + experiences + " experiences");
        }
        return experience * clients + client;
    }

    /**
     * Writes the plan as CSV with the header {@code example,client,experience,task}: experience by experience, client by
     * client. Examples of the base come first and have -1 in the other columns.
     */
    public void write(Appendable out) throws IOException {
        out.append("example,client,experience,task\n");
        for (int example : base) {
            out.append(Integer.toString(example)).append(",-1,-1,-1\n");
        }
        for (int cell = 0; cell + 1 < starts.length; cell++) {
            String place = "," + cell % clients + "," + cell / clients + ",";
            for (int row = starts[cell]; row < starts[cell + 1]; row++) {
                out.append(Integer.toString(examples[row]))
                        .append(place)
                        .append(Integer.toString(tasks[row]))
                        .append('\n');
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ScenarioPlan that
                && clients == that.clients
                && experiences == that.experiences
                && Arrays.deepEquals(taskClasses, that.taskClasses)
                && Arrays.equals(base, that.base)
                && Arrays.equals(examples, that.examples)
                && Arrays.equals(tasks, that.tasks)
                && Arrays.equals(starts, that.starts);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(examples) + Arrays.hashCode(tasks)) + Arrays.hashCode(starts);
    }
}
