package dev.kindling.learn.contrastive;

/**
 * The mean over rows of 1 - cos(f, p(label)) (Asadi et al., ICML 2023). Only prototypes learn from it, and only those whose class is in
 * the batch: features are taken as they are.
 */
final class PrototypePull {

    private PrototypePull() {}

    /**
     * Returns {@code weight} times the mean and adds its gradient by the unit prototypes.
     *
     * @param features {@code [rows, width]}, of length 1
     * @param prototypes {@code [classes, width]}, of length 1 or zeros
     * @param deltas {@code [classes, width]}
     */
    static double lossAndDelta(
            float[] features, float[] prototypes, int[] labels, int rows, int width, double weight, float[] deltas) {
        double loss = 0;
        float share = (float) (weight / rows);
        for (int row = 0; row < rows; row++) {
            int at = row * width;
            int prototype = labels[row] * width;
            double cosine = 0;
            for (int i = 0; i < width; i++) {
                cosine += (double) features[at + i] * prototypes[prototype + i];
                deltas[prototype + i] -= share * features[at + i];
            }
            loss += 1 - cosine;
        }
        return weight * loss / rows;
    }
}
