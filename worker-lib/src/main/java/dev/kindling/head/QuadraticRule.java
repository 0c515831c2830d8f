package dev.kindling.head;

import dev.kindling.tensor.Blas;

/** Scores constant - factor x |A (x - origin) - centre|^2 with A, centre and constant of each class. */
public final class QuadraticRule implements ScoringRule {

    private static final long serialVersionUID = 1;

    private final int width;
    private final float factor;
    /** Near the data, so that the differences keep their digits. */
    private final float[] origin;

    private final float[][] maps;
    private final float[][] centres;
    private final float[] constants;

    /**
     * Takes ownership.
     *
     * @param maps A of each class {@code [width, width]} row-major, empty for a class not seen
     * @param centres of each class, {@code [width]}
     * @param constants of each class, negative infinity for a class not seen
     */
    QuadraticRule(float factor, float[] origin, float[][] maps, float[][] centres, float[] constants) {
        this.width = origin.length;
        this.factor = factor;
        this.origin = origin;
        this.maps = maps;
        this.centres = centres;
        this.constants = constants;
    }

    @Override
    public int classes() {
        return constants.length;
    }

    @Override
    public boolean seen(int label) {
        return constants[label] > Float.NEGATIVE_INFINITY;
    }

    @Override
    public Scorer open(int capacity) {
        float[] moved = new float[Blas.lengthFor(capacity, width)];
        float[] mapped = new float[Blas.lengthFor(capacity, width)];
        return (features, rows, scores) -> score(features, rows, moved, mapped, scores);
    }

    private void score(float[] features, int rows, float[] moved, float[] mapped, float[] scores) {
        for (int row = 0, at = 0; row < rows; row++) {
            for (int i = 0; i < width; i++, at++) {
                moved[at] = features[at] - origin[i];
            }
        }
        for (int label = 0; label < constants.length; label++) {
            if (seen(label)) {
                Blas.multiplyTransposedRight(rows, width, width, 1, moved, 0, maps[label], 0, 0, mapped, 0);
            }
            for (int row = 0; row < rows; row++) {
                scores[row * constants.length + label] =
                        seen(label) ? score(label, mapped, row * width) : Float.NEGATIVE_INFINITY;
            }
        }
    }

    private float score(int label, float[] mapped, int from) {
        float[] centre = centres[label];
        float distance = 0;
        for (int i = 0; i < width; i++) {
            float difference = mapped[from + i] - centre[i];
            distance += difference * difference;
        }
        return constants[label] - factor * distance;
    }
}
