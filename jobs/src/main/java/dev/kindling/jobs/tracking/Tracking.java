package dev.kindling.jobs.tracking;

import dev.kindling.fault.UserMistake;
import dev.kindling.jobs.report.WrongExample;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All trackers of a run. */
public final class Tracking implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Tracking.class);

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

    /**
     * The run's folder is complete. What the model gets wrong is read only where somebody is told; where it cannot be read they are told without
     * it, since the run is none the worse.
     */
    public void runFinished(Callable<List<WrongExample>> wrong) {
        if (!recorders.isEmpty()) {
            List<WrongExample> read = read(wrong);
            recorders.forEach(recorder -> recorder.runFinished(read));
        }
    }

    private static List<WrongExample> read(Callable<List<WrongExample>> wrong) {
        try {
            return wrong.call();
        } catch (Exception unreadable) {
            LOG.warn("trackers get no pictures of what the model gets wrong: {}", unreadable.getMessage());
            return List.of();
        }
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
