package dev.kindling.spark.checkpoint;

/** A checkpoint that cannot be used as it is, and why; the one before it may be whole. */
final class DamagedCheckpoint extends Exception {

    private static final long serialVersionUID = 1;

    DamagedCheckpoint(String reason) {
        super(reason);
    }
}
