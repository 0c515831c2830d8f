package dev.kindling.learn.perforated;

import java.util.Arrays;

/** Sums over rows of products of two values of one unit. */
final class ErrorProducts {

    private ErrorProducts() {}

    /** Writes {@code sums[unit]} = sum over the rows of one times other, both {@code [rows, units]}. */
    static void columns(float[] one, float[] other, int rows, int units, float[] sums) {
        Arrays.fill(sums, 0, units, 0);
        for (int row = 0; row < rows; row++) {
            for (int unit = 0; unit < units; unit++) {
                sums[unit] += one[row * units + unit] * other[row * units + unit];
            }
        }
    }
}
