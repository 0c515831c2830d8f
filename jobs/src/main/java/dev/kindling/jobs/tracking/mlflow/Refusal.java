package dev.kindling.jobs.tracking.mlflow;

import java.io.IOException;

/** What asking again would not change, by the server's answer as a rule. */
final class Refusal extends IOException {

    private static final long serialVersionUID = 1;

    private final int status;

    Refusal(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The HTTP status, in 400 to 499; 0 where it was not the server that refused. */
    int status() {
        return status;
    }
}
