package dev.kindling.spark.training;

/** What stopped a round, with its name and what it was doing. */
public final class RoundFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String place;

    RoundFailure(String place, Throwable cause) {
        super(place + ": " + cause, cause);
        this.place = place;
    }

    /** "round 3 of 60: train 10 clients". */
    public String place() {
        return place;
    }
}
