package dev.kindling.jobs.tracking.mlflow;

import java.io.IOException;

/** The server's answer that asking again would not change. */
final class Refusal extends IOException {

    private static final long serialVersionUID = 1;

    private final int status;

    Refusal(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The HTTP status, in 400 to 499. */
    int status() {
        return status;
    }
}
