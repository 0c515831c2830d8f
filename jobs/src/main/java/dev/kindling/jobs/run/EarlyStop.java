package dev.kindling.jobs.run;

/** Thrown by a listener to end a run that is not worth going on with; nothing is wrong, and trackers are told so. */
public abstract class EarlyStop extends RuntimeException {

    private static final long serialVersionUID = 1;

    protected EarlyStop() {
        super("stopped early", null, false, false);
    }
}
