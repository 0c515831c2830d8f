package dev.kindling.spark.continual;

import dev.kindling.continual.ScenarioPlan;
import dev.kindling.data.partition.PartitionPlan;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * What clients see in some consecutive experiences, packed into one array to be broadcast: for each client where the rows of what it holds
 * begin, then four numbers a row: the example's place among all that the client holds, its number in the split, the task, and who sees it. Rows
 * of a holder are ordered by who sees them, task and example.
 */
final class Cells {

    private static final int COLUMNS = 4;

    private final int[] packed;

    private Cells(int[] packed) {
        this.packed = packed;
    }

    static Cells unpack(int[] packed) {
        return new Cells(packed);
    }

    /** What these clients see of these examples in experiences {@code first} to {@code last}. */
    static Cells of(
            ScenarioPlan plan,
            PartitionPlan holders,
            int first,
            int last,
            IntPredicate viewers,
            IntPredicate examples) {
        long[][] seen = new long[plan.clients()][];
        for (int client = 0; client < seen.length; client++) {
            seen[client] = viewers.test(client) ? ids(plan, client, first, last, examples) : new long[0];
        }
        return pack(seen, holders);
    }

    /** These examples as they are, each seen by its holder. */
    static Cells ofExamples(int[] examples, PartitionPlan holders) {
        long[][] seen = new long[holders.clients()][];
        for (int client = 0; client < seen.length; client++) {
            int one = client;
            seen[client] = Arrays.stream(examples)
                    .filter(example -> holders.clientOf(example) == one)
                    .sorted()
                    .asLongStream()
                    .toArray();
        }
        return pack(seen, holders);
    }

    private static Cells pack(long[][] seen, PartitionPlan holders) {
        int clients = holders.clients();
        int[] starts = new int[clients + 1];
        for (long[] ids : seen) {
            for (long id : ids) {
                starts[holders.clientOf((int) id) + 1] += COLUMNS;
            }
        }
        starts[0] = clients + 1;
        for (int client = 0; client < clients; client++) {
            starts[client + 1] = Math.addExact(starts[client + 1], starts[client]);
        }
        int[] packed = Arrays.copyOf(starts, starts[clients]);
        int[] places = places(holders);
        int[] next = starts.clone();
        for (int viewer = 0; viewer < seen.length; viewer++) {
            for (long id : seen[viewer]) {
                int holder = holders.clientOf((int) id);
                int at = next[holder];
                packed[at] = places[(int) id];
                packed[at + 1] = (int) id;
                packed[at + 2] = (int) (id >>> Integer.SIZE);
                packed[at + 3] = viewer;
                next[holder] += COLUMNS;
            }
        }
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

    private static long[] ids(ScenarioPlan plan, int client, int first, int last, IntPredicate wanted) {
        LongStream.Builder ids = LongStream.builder();
        for (int experience = first; experience <= last; experience++) {
            int[] examples = plan.examples(client, experience);
            int[] tasks = plan.tasks(client, experience);
            for (int i = 0; i < examples.length; i++) {
                if (wanted.test(examples[i])) {
                    ids.add(numbered(examples[i], tasks[i]));
                }
            }
        }
        return ids.build().sorted().toArray();
    }

    private static long numbered(int example, int task) {
        return (long) task << Integer.SIZE | example;
    }

    int[] packed() {
        return packed;
    }

    /** Rows of what a client holds. */
    int size(int holder) {
        return (packed[holder + 1] - packed[holder]) / COLUMNS;
    }

    private int at(int holder, int row) {
        return packed[holder] + COLUMNS * row;
    }

    /** A row's place among all that the client holds. */
    int place(int holder, int row) {
        return packed[at(holder, row)];
    }

    int task(int holder, int row) {
        return packed[at(holder, row) + 2];
    }

    /** Who sees it. */
    int viewer(int holder, int row) {
        return packed[at(holder, row) + 3];
    }

    /** Which example in which domain a row is, the same wherever it is held. */
    long id(int holder, int row) {
        int at = at(holder, row);
        return numbered(packed[at + 1], packed[at + 2]);
    }

    private int clients() {
        return packed[0] - 1;
    }

    /** Whether somebody sees what another one holds. */
    boolean travels() {
        return IntStream.range(0, clients())
                .anyMatch(holder -> IntStream.range(0, size(holder)).anyMatch(row -> viewer(holder, row) != holder));
    }

    /** How much each client sees. */
    int[] seen() {
        int[] seen = new int[clients()];
        for (int holder = 0; holder < seen.length; holder++) {
            for (int row = 0; row < size(holder); row++) {
                seen[viewer(holder, row)]++;
            }
        }
        return seen;
    }

    /** What a client sees, by task and example: the order in which it has them. */
    long[] ids(int viewer) {
        return IntStream.range(0, clients())
                .boxed()
                .flatMapToLong(holder -> IntStream.range(0, size(holder))
                        .filter(row -> viewer(holder, row) == viewer)
                        .mapToLong(row -> id(holder, row)))
                .sorted()
                .toArray();
    }
}
