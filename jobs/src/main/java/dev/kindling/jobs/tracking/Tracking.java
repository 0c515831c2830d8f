package dev.kindling.jobs.tracking;

import dev.kindling.jobs.report.WrongExample;
import dev.kindling.spark.training.RoundListener;
import dev.kindling.spark.training.RoundReport;
import dev.kindling.spark.training.RunState;
import java.util.ArrayList;
import java.util.List;

/** All trackers of a run. */
public final class Tracking implements RoundListener, AutoCloseable {

    private final List<Recorder> recorders = new ArrayList<>();

    /**
     * Opens each of them.
     *
     * @throws dev.kindling.fault.UserMistake if one cannot be used as it is set up
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

    @Override
    public void roundFinished(RoundReport report, RunState state) {
        recorders.forEach(recorder -> recorder.roundFinished(report, state));
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
