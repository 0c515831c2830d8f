package dev.kindling.spark.continual;

import dev.kindling.continual.ScenarioPlan;
import dev.kindling.data.partition.PartitionPlan;
import java.util.Arrays;

/**
 * What clients see in some consecutive experiences, packed into one array to be broadcast: for each client where its rows begin, then
 * three numbers a row, by task and example: its place among all that the client holds, the example's number in the split, the task.
 */
final class Cells {

    private static final int COLUMNS = 3;

    private final int[] packed;

    private Cells(int[] packed) {
        this.packed = packed;
    }

    static Cells unpack(int[] packed) {
        return new Cells(packed);
    }

    static Cells of(ScenarioPlan plan, PartitionPlan holders, int first, int last) {
        int clients = plan.clients();
        int[] places = places(holders);
        int[][] rows = new int[clients][];
        int length = clients + 1;
        for (int client = 0; client < clients; client++) {
            rows[client] = rows(plan, places, client, first, last);
            length += rows[client].length;
        }
        int[] packed = new int[length];
        int at = clients + 1;
        for (int client = 0; client < clients; client++) {
            packed[client] = at;
            System.arraycopy(rows[client], 0, packed, at, rows[client].length);
            at += rows[client].length;
        }
        packed[clients] = at;
        return new Cells(packed);
    }

    private static int[] places(PartitionPlan holders) {
        int[] places = new int[holders.examples()];
        int[] counts = new int[holders.clients()];
        for (int example = 0; example < places.length; example++) {
            places[example] = counts[holders.clientOf(example)]++;
        }
        return places;
    }

    private static int[] rows(ScenarioPlan plan, int[] places, int client, int first, int last) {
        long[] keys = new long[0];
        for (int experience = first; experience <= last; experience++) {
            int[] examples = plan.examples(client, experience);
            int[] tasks = plan.tasks(client, experience);
            int from = keys.length;
            keys = Arrays.copyOf(keys, from + examples.length);
            for (int i = 0; i < examples.length; i++) {
                keys[from + i] = id(examples[i], tasks[i]);
            }
        }
        Arrays.sort(keys);
        int[] rows = new int[Math.multiplyExact(COLUMNS, keys.length)];
        for (int i = 0; i < keys.length; i++) {
            rows[COLUMNS * i] = places[(int) keys[i]];
            rows[COLUMNS * i + 1] = (int) keys[i];
            rows[COLUMNS * i + 2] = (int) (keys[i] >>> Integer.SIZE);
        }
        return rows;
    }

    private static long id(int example, int task) {
        return (long) task << Integer.SIZE | example;
    }

    int[] packed() {
        return packed;
    }

    int size(int client) {
        return (packed[client + 1] - packed[client]) / COLUMNS;
    }

    /** A row's place among all that the client holds. */
    int place(int client, int row) {
        return packed[packed[client] + COLUMNS * row];
    }

    int task(int client, int row) {
        return packed[packed[client] + COLUMNS * row + 2];
    }

    /** Which example in which domain each row is, the same wherever it is held. */
    long[] ids(int client) {
        long[] ids = new long[size(client)];
        for (int row = 0; row < ids.length; row++) {
            int at = packed[client] + COLUMNS * row;
            ids[row] = id(packed[at + 1], packed[at + 2]);
        }
        return ids;
    }
}
