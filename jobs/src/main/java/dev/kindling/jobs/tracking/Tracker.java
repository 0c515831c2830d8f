package dev.kindling.jobs.tracking;

/** Where a run is told of, as a configuration names it: a record. */
@FunctionalInterface
public interface Tracker {

    /** Begins to tell of a run, or goes on where it was resumed. Does not fail for what is out of reach, only for what a user can put right. */
    Recorder open(TrackedRun run);
}
