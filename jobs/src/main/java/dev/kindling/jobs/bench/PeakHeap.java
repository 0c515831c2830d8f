package dev.kindling.jobs.bench;

import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;

/** The most that is alive on this process's heap while something runs, found by collecting again and again: it slows what runs. */
public final class PeakHeap {

    /** A collection takes a share of the time that does not grow with the heap. */
    private static final long PAUSES_PER_COLLECTION = 4;

    private static final long SHORTEST_PAUSE_MILLIS = 100;

    private PeakHeap() {}

    /** Runs {@code work} and returns the most bytes alive during it less those before it. */
    public static double during(Callable<?> work) throws Exception {
        double before = HeapInUse.afterCollection();
        AtomicBoolean done = new AtomicBoolean();
        double[] most = {before};
        Thread watcher = new Thread(
                () -> {
                    while (!done.get()) {
                        long start = System.nanoTime();
                        most[0] = Math.max(most[0], HeapInUse.afterOneCollection());
                        pause(PAUSES_PER_COLLECTION * (System.nanoTime() - start) / 1_000_000);
                    }
                },
                "heap-watcher");
        watcher.setDaemon(true);
        watcher.start();
        try {
            work.call();
        } finally {
            done.set(true);
            watcher.join();
        }
        return most[0] - before;
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(Math.max(SHORTEST_PAUSE_MILLIS, millis));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
