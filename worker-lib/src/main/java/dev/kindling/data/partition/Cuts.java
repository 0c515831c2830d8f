package dev.kindling.data.partition;

/** Cuts a row of items into one piece for each share: piece k ends at floor(cumulated share x items). */
final class Cuts {

    private Cuts() {}

    /**
     * The end of each piece. Rounding may leave items behind the last cut; they go to the last piece that has a share, never
     * to one without.
     */
    static int[] ends(double[] shares, int items) {
        int[] ends = new int[shares.length];
        double cumulated = 0;
        for (int k = 0; k < shares.length; k++) {
            cumulated += shares[k];
            ends[k] = (int) Math.min(items, Math.floor(cumulated * items));
        }
        for (int k = shares.length - 1; k >= 0; k--) {
            ends[k] = items;
            if (shares[k] > 0) {
                return ends;
            }
        }
        throw new IllegalArgumentException("no share is positive");
    }
}
