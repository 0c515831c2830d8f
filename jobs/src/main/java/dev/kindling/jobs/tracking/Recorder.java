package dev.kindling.jobs.tracking;

import dev.kindling.jobs.report.WrongExample;
import java.util.List;

/** Tells of one run. What it cannot tell it counts and says in a warning; it never ends the run. */
public interface Recorder extends AutoCloseable {

    /** A round or an experience is done. */
    void stepFinished(TrackedStep step);

    /**
     * All steps are done and the run's folder is complete.
     *
     * @param wrong some examples that came out wrong, those that are pictures
     */
    void runFinished(List<WrongExample> wrong);

    /** The run was ended before its last step because it is not worth going on with; nothing is wrong. */
    default void runStopped() {}

    /** Of a run that was not finished it is the end too. */
    @Override
    void close();
}
