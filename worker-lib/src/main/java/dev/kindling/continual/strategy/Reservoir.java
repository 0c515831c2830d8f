package dev.kindling.continual.strategy;

import dev.kindling.data.Examples;
import dev.kindling.fault.UserMistake;
import dev.kindling.merge.Merge;
import dev.kindling.random.RandomStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A sample of bounded size that merges exactly. Every example has a random key of its own, a function of the seed and of which example
 * it is; the reservoir is the items with the highest keys (bottom-k sampling: Cohen, Kaplan, PODC 2007). So it is the same for any
 * order, any partitioning and any number of parts, what is in a part's reservoir is all that the whole's can need, and every set of so many
 * examples is as likely as any other. An item met again counts once.
 */
public sealed interface Reservoir extends Merge<Memory> {

    /** Rows to keep of items whose labels come in the order of their rank. */
    int[] chosen(int[] labels);

    /**
     * The highest keys of all.
     *
     * @param capacity most items, at least 1
     */
    record Uniform(int capacity) implements Reservoir {

        public Uniform {
            UserMistake.requireRange(capacity >= 1, "memory", "at least 1", capacity);
        }

        @Override
        public int[] chosen(int[] labels) {
            return IntStream.range(0, Math.min(capacity, labels.length)).toArray();
        }
    }

    /**
     * The highest keys of each class.
     *
     * @param perClass most items of a class, at least 1
     */
    record Balanced(int perClass) implements Reservoir {

        public Balanced {
            UserMistake.requireRange(perClass >= 1, "memory", "at least one example for each class", perClass);
        }

        @Override
        public int[] chosen(int[] labels) {
            Map<Integer, Integer> counts = new HashMap<>();
            return IntStream.range(0, labels.length)
                    .filter(row -> counts.merge(labels[row], 1, Integer::sum) <= perClass)
                    .toArray();
        }
    }

    @Override
    default Memory zero() {
        return Memory.empty();
    }

    /** Neither argument changes. Where both hold an item, with other outputs, that of {@code into} stays. */
    @Override
    default Memory merge(Memory into, Memory from) {
        return keep(Memory.joined(into, from));
    }

    /** What remains of these, ranked: highest key first, of equal keys the lowest number. */
    default Memory keep(Memory memory) {
        int[] ranked = ranked(memory.keys(), memory.ids());
        int[] chosen = chosen(labels(memory.examples(), ranked));
        return memory.select(IntStream.of(chosen).map(row -> ranked[row]).toArray());
    }

    /**
     * What remains of fresh examples.
     *
     * @param ids which examples they are: equal for an example wherever it is met, different for others
     */
    default Memory of(Examples examples, long[] ids, long seed) {
        long[] keys = new long[ids.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = key(seed, ids[i]);
        }
        int[] ranked = ranked(keys, ids);
        int[] chosen = IntStream.of(chosen(labels(examples, ranked)))
                .map(row -> ranked[row])
                .toArray();
        return new Memory(
                IntStream.of(chosen).mapToLong(row -> keys[row]).toArray(),
                IntStream.of(chosen).mapToLong(row -> ids[row]).toArray(),
                examples.select(chosen),
                new float[0]);
    }

    /** The key of an example: uniform over all 64-bit words. */
    static long key(long seed, long id) {
        return RandomStream.of(seed, "reservoir", id).nextLong();
    }

    private static int[] labels(Examples examples, int[] rows) {
        return IntStream.of(rows).map(examples::label).toArray();
    }

    private static int[] ranked(long[] keys, long[] ids) {
        List<Integer> rows = new ArrayList<>();
        Set<Long> met = new HashSet<>();
        for (int row = 0; row < keys.length; row++) {
            if (met.add(ids[row])) {
                rows.add(row);
            }
        }
        rows.sort((one, other) ->
                keys[one] != keys[other] ? Long.compare(keys[other], keys[one]) : Long.compare(ids[one], ids[other]));
        return rows.stream().mapToInt(Integer::intValue).toArray();
    }
}
