package dev.kindling.learn.localloss;

import dev.kindling.tensor.Blas;
import java.util.Arrays;

/** The standard deviation over positions of each channel of each example, with n - 1. Owns its buffers. */
final class Deviations {

    private final int positions;
    private final int channels;
    private final float[] means;
    private final float[] deviations;
    private final float[] slopes;

    Deviations(int positions, int channels, int capacity) {
        this.positions = positions;
        this.channels = channels;
        means = new float[Blas.lengthFor(capacity, channels)];
        deviations = new float[means.length];
        slopes = new float[channels];
    }

    /** {@code [rows, channels]} of maps {@code [rows, positions, channels]}; valid until the next call. */
    float[] of(float[] maps, int rows) {
        Arrays.fill(means, 0, rows * channels, 0);
        Arrays.fill(deviations, 0, rows * channels, 0);
        for (int place = 0; place < rows * positions; place++) {
            int to = place / positions * channels;
            for (int c = 0; c < channels; c++) {
                means[to + c] += maps[place * channels + c] / positions;
            }
        }
        for (int place = 0; place < rows * positions; place++) {
            int to = place / positions * channels;
            for (int c = 0; c < channels; c++) {
                float off = maps[place * channels + c] - means[to + c];
                deviations[to + c] += off * off;
            }
        }
        for (int i = 0; i < rows * channels; i++) {
            deviations[i] = (float) Math.sqrt(deviations[i] / (positions - 1));
        }
        return deviations;
    }

    /** ds/dx = (x - mean) / ((n - 1) s), 0 where all positions are equal. Of what {@link #of} was last given. */
    void backward(float[] maps, float[] deviationDeltas, int rows, float[] mapDeltas) {
        for (int row = 0; row < rows; row++) {
            int at = row * channels;
            for (int c = 0; c < channels; c++) {
                float s = deviations[at + c];
                slopes[c] = s > 0 ? deviationDeltas[at + c] / ((positions - 1) * s) : 0;
            }
            for (int place = row * positions; place < (row + 1) * positions; place++) {
                for (int c = 0; c < channels; c++) {
                    int i = place * channels + c;
                    mapDeltas[i] = slopes[c] * (maps[i] - means[at + c]);
                }
            }
        }
    }
}
