package dev.kindling.continual;

import dev.kindling.data.partition.PartitionPlan;
import dev.kindling.data.partition.Population;
import dev.kindling.fault.UserMistake;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * A scenario's plan as a partition: what a client learns from in one experience is a cell, and so are the base examples. Each
 * example is in one cell, or in the last one, which nobody learns from.
 */
public final class Cells {

    private static final int NONE = -1;

    private final ScenarioPlan plan;

    /** Number of each (experience x clients + client) among the cells that hold examples; last the base. */
    private final int[] numbers;

    private final PartitionPlan partition;

    /**
     * Deals all examples of a split out over the cells of its plan.
     *
     * @param population of the split
     * @param classes which labels count; examples of others are in the last cell
     * @throws UserMistake if an example is seen more than once
     */
    public Cells(ScenarioPlan plan, Population population, IntPredicate classes) {
        this.plan = plan;
        int[] cellOf = new int[population.size()];
        Arrays.fill(cellOf, NONE);
        int cells = plan.clients() * plan.experiences();
        for (int experience = 0; experience < plan.experiences(); experience++) {
            for (int client = 0; client < plan.clients(); client++) {
                deal(plan.examples(client, experience), experience * plan.clients() + client, cellOf);
            }
        }
        deal(plan.base(), cells, cellOf);
        for (int example = 0; example < cellOf.length; example++) {
            if (!classes.test(population.label(example))) {
                cellOf[example] = NONE;
            }
        }
        numbers = numbers(cellOf, cells + 1);
        int used = (int) Arrays.stream(numbers).filter(number -> number != NONE).count();
        int[] owners = Arrays.stream(cellOf)
                .map(cell -> cell == NONE ? used : numbers[cell])
                .toArray();
        boolean allUsed = Arrays.stream(cellOf).noneMatch(cell -> cell == NONE);
        partition = new PartitionPlan(owners, allUsed ? used : used + 1);
    }

    private static void deal(int[] examples, int cell, int[] cellOf) {
        for (int example : examples) {
            if (cellOf[example] != NONE) {
                throw new UserMistake(
                        "the scenario shows example " + example + " more than once, but a sum counts each once; set"
                                + " replacement = false, repeat = false or another scenario");
            }
            cellOf[example] = cell;
        }
    }

    private static int[] numbers(int[] cellOf, int cells) {
        boolean[] holds = new boolean[cells];
        for (int cell : cellOf) {
            if (cell != NONE) {
                holds[cell] = true;
            }
        }
        int[] numbers = new int[cells];
        int next = 0;
        for (int cell = 0; cell < cells; cell++) {
            numbers[cell] = holds[cell] ? next++ : NONE;
        }
        return numbers;
    }

    /** Who holds which example. */
    public PartitionPlan partition() {
        return partition;
    }

    /** The cells of an experience but for those of some clients. */
    public Set<Integer> of(int experience, Set<Integer> without) {
        Set<Integer> cells = new TreeSet<>();
        for (int client = 0; client < plan.clients(); client++) {
            if (!without.contains(client)) {
                add(experience * plan.clients() + client, cells);
            }
        }
        return cells;
    }

    /** All cells of one client. */
    public Set<Integer> ofClient(int client) {
        Set<Integer> cells = new TreeSet<>();
        IntStream.range(0, plan.experiences()).forEach(experience -> add(experience * plan.clients() + client, cells));
        return cells;
    }

    /** The base, or nothing if there is none. */
    public Set<Integer> base() {
        Set<Integer> cells = new TreeSet<>();
        add(plan.clients() * plan.experiences(), cells);
        return cells;
    }

    private void add(int cell, Set<Integer> cells) {
        if (numbers[cell] != NONE) {
            cells.add(numbers[cell]);
        }
    }
}
