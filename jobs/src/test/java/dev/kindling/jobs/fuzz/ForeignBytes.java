package dev.kindling.jobs.fuzz;

import com.sun.management.ThreadMXBean;
import dev.kindling.data.Chunk;
import dev.kindling.data.DataSet;
import dev.kindling.data.ExampleStream;
import dev.kindling.data.Split;
import dev.kindling.data.Storage;
import dev.kindling.fault.UserMistake;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Map;

/** What a reader may do with bytes of anybody: read them, or refuse them in one line, in little memory and time. */
final class ForeignBytes {

    private static final long MOST_ALLOCATED = 64L << 20;

    /** A packed file unpacks to a thousand times its size, and arrays grow by doubling. */
    private static final long ALLOCATED_BY_BYTE = 8192;

    private static final long MOST_NANOS = 20_000_000_000L;
    private static final int CHUNK = 100;

    private ForeignBytes() {}

    /** A reader at work. */
    interface Reading {
        void run() throws IOException;
    }

    /** Fails if reading {@code length} foreign bytes ends otherwise, takes long or asks for much memory. */
    static void readOrRefused(int length, Reading reading) throws IOException {
        long most = MOST_ALLOCATED + ALLOCATED_BY_BYTE * length;
        long allocated = allocated(reading);
        // The first time loads classes, which allocates too.
        for (int again = 0; again < 2 && allocated > most; again++) {
            allocated = allocated(reading);
        }
        require(allocated <= most, "allocated " + allocated + " bytes for " + length);
    }

    private static long allocated(Reading reading) throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        // Of the processor: on a busy machine the clock says nothing of a reader that only computes.
        long start = threads.getCurrentThreadCpuTime();
        try {
            reading.run();
        } catch (UserMistake refused) {
            requireOneLine(refused);
        }
        long nanos = threads.getCurrentThreadCpuTime() - start;
        require(nanos < MOST_NANOS, "took " + nanos / 1_000_000 + " ms");
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static void requireOneLine(UserMistake refused) {
        String message = String.valueOf(refused.getMessage());
        require(!message.isBlank() && message.lines().count() == 1, "message of several lines: " + message);
    }

    private static void require(boolean holds, String trouble) {
        if (!holds) {
            throw new AssertionError(trouble);
        }
    }

    /** Files that exist only here. */
    static Storage files(Map<String, byte[]> files) {
        return path -> {
            byte[] content = files.get(path);
            if (content == null) {
                throw new FileNotFoundException(path);
            }
            return new ByteArrayInputStream(content);
        };
    }

    /** Reads a split to its end. */
    static void readAll(DataSet data, Storage files) throws IOException {
        try (ExampleStream stream = data.open(Split.TRAIN, files)) {
            int examples = 0;
            for (Chunk chunk = stream.next(CHUNK); chunk != null; chunk = stream.next(CHUNK)) {
                examples += chunk.examples().size();
            }
            require(examples > 0, "a split without examples");
        }
    }
}
