package dev.kindling.jobs.bench;

/** What is alive on this process's heap. */
final class HeapInUse {

    private static final int COLLECTIONS = 3;

    private HeapInUse() {}

    /** Bytes in use after a few collections, the least of them. */
    static double afterCollection() {
        double least = Double.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            least = Math.min(least, afterOneCollection());
        }
        return least;
    }

    /** Bytes in use after a collection: what is alive, and what other threads have allocated since. */
    static double afterOneCollection() {
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        return (double) (runtime.totalMemory() - runtime.freeMemory());
    }
}
