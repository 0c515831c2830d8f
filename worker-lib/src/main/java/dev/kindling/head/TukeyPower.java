package dev.kindling.head;

/** Tukey's ladder of powers, sign(x) |x|^power: the paper's is for features that are not negative. */
final class TukeyPower implements FeatureMap {

    private final int width;
    private final double power;
    private final float[] features;

    TukeyPower(int width, double power, int capacity) {
        this.width = width;
        this.power = power;
        this.features = new float[Math.multiplyExact(capacity, width)];
    }

    @Override
    public float[] map(float[] embeddings, int rows) {
        for (int i = 0; i < rows * width; i++) {
            double magnitude = Math.abs((double) embeddings[i]);
            double raised = power == 0.5 ? Math.sqrt(magnitude) : StrictMath.pow(magnitude, power);
            features[i] = (float) Math.copySign(raised, embeddings[i]);
        }
        return features;
    }
}
