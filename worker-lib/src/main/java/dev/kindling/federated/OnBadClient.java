package dev.kindling.federated;

/** What becomes of a round in which a client sends what cannot be merged: NaN, infinities, out of range, a wrong shape. */
public enum OnBadClient {
    /** The run ends with an error that names the round, the client and what was wrong. */
    FAIL,
    /** The client is left out as a whole and counted. */
    SKIP
}
