package dev.kindling.spark.shard;

import dev.kindling.data.Chunk;
import dev.kindling.data.DataSet;
import dev.kindling.data.ExampleStream;
import dev.kindling.data.Split;
import dev.kindling.data.Storage;
import dev.kindling.fault.UserMistake;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.TaskCompletionListener;
import scala.Tuple2;

/** Streams a split and cuts every chunk into one fragment for each client that has examples in it. */
final class FragmentReader implements PairFlatMapFunction<Integer, Integer, Fragment> {

    private static final long serialVersionUID = 1;

    private final DataSet data;
    private final Split split;
    private final Storage storage;
    private final Broadcast<int[]> assignment;
    private final int chunkSize;

    FragmentReader(DataSet data, Split split, Storage storage, Broadcast<int[]> assignment, int chunkSize) {
        this.data = data;
        this.split = split;
        this.storage = storage;
        this.assignment = assignment;
        this.chunkSize = chunkSize;
    }

    @Override
    public Iterator<Tuple2<Integer, Fragment>> call(Integer reader) {
        try {
            ExampleStream stream = ReadFailure.open(data, split, storage);
            Fragments fragments = new Fragments(stream, assignment.value(), chunkSize, split);
            // Also where the task is cut short.
            TaskContext.get().addTaskCompletionListener((TaskCompletionListener) ended -> fragments.close());
            return fragments;
        } catch (IOException failed) {
            throw ReadFailure.of(failed, split);
        }
    }

    private static final class Fragments implements Iterator<Tuple2<Integer, Fragment>> {

        private final ExampleStream stream;
        private final int[] clientOf;
        private final int chunkSize;
        private final Split split;
        private final Deque<Tuple2<Integer, Fragment>> ready = new ArrayDeque<>();
        private int position;
        private int sequence;
        private boolean ended;

        Fragments(ExampleStream stream, int[] clientOf, int chunkSize, Split split) {
            this.stream = stream;
            this.clientOf = clientOf;
            this.chunkSize = chunkSize;
            this.split = split;
        }

        @Override
        public boolean hasNext() {
            while (ready.isEmpty() && !ended) {
                advance();
            }
            return !ready.isEmpty();
        }

        @Override
        public Tuple2<Integer, Fragment> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return ready.removeFirst();
        }

        private void advance() {
            try {
                Chunk chunk = stream.next(chunkSize);
                if (chunk == null) {
                    ended = true;
                    requireCounted();
                } else if (position + chunk.examples().size() > clientOf.length) {
                    // More than anybody planned for; read on to say how many.
                    position += chunk.examples().size();
                } else {
                    cut(chunk);
                }
            } catch (IOException failed) {
                throw ReadFailure.of(failed, split);
            }
        }

        private void requireCounted() {
            if (position != clientOf.length) {
                throw new UserMistake("the " + split.name().toLowerCase(Locale.ROOT)
                        + " split: the file changed since it was counted: expected " + clientOf.length
                        + " examples, found " + position + "; start again and leave the file as it is");
            }
        }

        void close() {
            try {
                stream.close();
            } catch (IOException failed) {
                throw ReadFailure.of(failed, split);
            }
        }

        private void cut(Chunk chunk) {
            Map<Integer, int[]> rows = new LinkedHashMap<>();
            int size = chunk.examples().size();
            for (int row = 0; row < size; row++) {
                int place = row;
                rows.compute(clientOf[position + row], (client, held) -> append(held, place));
            }
            rows.forEach((client, held) -> {
                int[] exact = Arrays.copyOfRange(held, 1, held[0] + 1);
                ready.add(new Tuple2<>(
                        client, new Fragment(sequence, chunk.examples().select(exact))));
            });
            position += size;
            sequence++;
        }

        /** A growing list of rows whose entry 0 is its length. */
        private static int[] append(int @org.jspecify.annotations.Nullable [] held, int row) {
            int[] rows = held == null ? new int[9] : held;
            if (rows[0] + 1 == rows.length) {
                rows = Arrays.copyOf(rows, 2 * rows.length);
            }
            rows[++rows[0]] = row;
            return rows;
        }
    }
}
