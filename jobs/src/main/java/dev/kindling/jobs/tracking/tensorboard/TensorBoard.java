package dev.kindling.jobs.tracking.tensorboard;

import dev.kindling.fault.UserMistake;
import dev.kindling.jobs.tracking.Recorder;
import dev.kindling.jobs.tracking.TrackedRun;
import dev.kindling.jobs.tracking.Tracker;

/**
 * Event files in the run's folder, below {@code tensorboard/}.
 *
 * @param every rounds, or experiences, between histograms of the model; scalars are of every one
 * @param images wrong examples to show at the end of the run, in [0, 24]
 */
public record TensorBoard(int every, int images) implements Tracker {

    private static final int MOST_IMAGES = 24;

    public TensorBoard {
        UserMistake.requireRange(every >= 1, "every", "at least 1", every);
        UserMistake.requireRange(images >= 0 && images <= MOST_IMAGES, "images", "in [0, " + MOST_IMAGES + "]", images);
    }

    /** Histograms of every step, and 16 pictures. */
    public static TensorBoard defaults() {
        return new TensorBoard(1, 16);
    }

    @Override
    public Recorder open(TrackedRun run) {
        return new EventRecorder(run, this);
    }
}
