package dev.kindling.aggregation;

/** Fractions of a number of clients. */
final class Fractions {

    /** So that 0.29 of 100 is 29, though the product of the doubles is a little less. */
    private static final double ROUNDING = 1 + 1e-12;

    private Fractions() {}

    /** floor(fraction x clients). */
    static int of(double fraction, int clients) {
        return (int) Math.floor(fraction * clients * ROUNDING);
    }
}
