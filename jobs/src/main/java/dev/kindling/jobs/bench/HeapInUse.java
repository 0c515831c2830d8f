package dev.kindling.jobs.bench;

/** What is alive on this process's heap. */
final class HeapInUse {

    private static final int COLLECTIONS = 3;

    private HeapInUse() {}

    /** Bytes in use after a few collections, the least of them. */
    static double afterCollection() {
        Runtime runtime = Runtime.getRuntime();
        double least = Double.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            least = Math.min(least, (double) (runtime.totalMemory() - runtime.freeMemory()));
        }
        return least;
    }
}
