package dev.kindling.fault;

/**
 * What ends a run though nothing that the user wrote is wrong: clients that failed, too few that reported. Its message is
 * one line that ends with the cure; the command line prints it alone and exits with 1.
 */
public final class RunFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    public RunFailure(String message) {
        super(message);
    }
}
