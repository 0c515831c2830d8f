package dev.kindling.jobs.tracking;

import dev.kindling.fault.UserMistake;
import dev.kindling.jobs.report.WrongExample;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** All trackers of a run. */
public final class Tracking implements AutoCloseable {

    private final List<Recorder> recorders = new ArrayList<>();

    /**
     * What a configuration names, as it is kept.
     *
     * @throws UserMistake if two are of a kind
     */
    public static List<Tracker> oneOfAKind(List<Tracker> trackers) {
        UserMistake.requireRange(
                trackers.stream().map(Tracker::getClass).distinct().count() == trackers.size(),
                "tracking",
                "a list with at most one of a type",
                "one with two");
        return List.copyOf(trackers);
    }

    /**
     * Opens each of them.
     *
     * @throws UserMistake if one cannot be used as it is set up
     */
    public Tracking(List<Tracker> trackers, TrackedRun run) {
        try {
            for (Tracker tracker : trackers) {
                recorders.add(tracker.open(run));
            }
        } catch (RuntimeException refused) {
            close();
            throw refused;
        }
    }

    /** The run has come one step further, which is worked out only where somebody is told. */
    public void stepFinished(Supplier<TrackedStep> finished) {
        if (!recorders.isEmpty()) {
            TrackedStep step = finished.get();
            recorders.forEach(recorder -> recorder.stepFinished(step));
        }
    }

    /** The run's folder is complete. */
    public void runFinished(List<WrongExample> wrong) {
        recorders.forEach(recorder -> recorder.runFinished(wrong));
    }

    /** The run was ended early, and nothing is wrong. */
    public void runStopped() {
        recorders.forEach(Recorder::runStopped);
    }

    @Override
    public void close() {
        recorders.forEach(Recorder::close);
    }
}
