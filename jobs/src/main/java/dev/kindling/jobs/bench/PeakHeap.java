package dev.kindling.jobs.bench;

import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;

/** The most that is alive on this process's heap while something runs, found by collecting again and again: it slows what runs. */
public final class PeakHeap {

    private static final long PAUSE_MILLIS = 50;

    private PeakHeap() {}

    /** Runs {@code work} and returns the most bytes alive during it less those before it. */
    public static double during(Callable<?> work) throws Exception {
        double before = HeapInUse.afterCollection();
        AtomicBoolean done = new AtomicBoolean();
        double[] most = {before};
        Thread watcher = new Thread(
                () -> {
                    while (!done.get()) {
                        most[0] = Math.max(most[0], HeapInUse.afterOneCollection());
                        pause();
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

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
