package dev.kindling.jobs.tracking.mlflow;

import dev.kindling.fault.UserMistake;
import dev.kindling.jobs.tracking.Recorder;
import dev.kindling.jobs.tracking.TrackedRun;
import dev.kindling.jobs.tracking.Tracker;
import java.net.URI;

/**
 * A run on an MLflow tracking server. Credentials come from the environment variables {@code MLFLOW_TRACKING_TOKEN}, or
 * {@code MLFLOW_TRACKING_USERNAME} and {@code MLFLOW_TRACKING_PASSWORD}, and from nowhere else.
 *
 * @param uri the server's address, http or https, without a login
 * @param experiment name of the experiment there; it is made if there is none
 */
public record Mlflow(String uri, String experiment) implements Tracker {

    public Mlflow {
        UserMistake.requireRange(!experiment.isBlank(), "experiment", "not empty", "\"" + experiment + "\"");
        requireAddress(uri);
        uri = uri.replaceAll("/+$", "");
    }

    /** The experiment {@code kindling} of a server on this machine. */
    public static Mlflow defaults() {
        return new Mlflow("http://localhost:5000", "kindling");
    }

    /** What is refused is not shown: it may hold a password. */
    private static void requireAddress(String uri) {
        URI address;
        try {
            address = URI.create(uri);
        } catch (IllegalArgumentException broken) {
            // Its message shows the text, so it is no cause of ours.
            throw new UserMistake("uri: expected an address, e.g. http://host:5000, but it cannot be read as one");
        }
        boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
        if (!web || address.getHost() == null) {
            throw new UserMistake("uri: expected the address of an MLflow server, e.g. http://host:5000");
        }
        if (address.getRawUserInfo() != null || address.getRawQuery() != null || address.getRawFragment() != null) {
            throw new UserMistake("uri: expected an address without login, query and fragment; give credentials in"
                    + " the environment variables MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and"
                    + " MLFLOW_TRACKING_PASSWORD");
        }
    }

    @Override
    public Recorder open(TrackedRun run) {
        return new MlflowRecorder(
                run, this, new MlflowServer(uri, Credentials.header(System.getenv()), Pace.usual()), Pace.usual());
    }
}
