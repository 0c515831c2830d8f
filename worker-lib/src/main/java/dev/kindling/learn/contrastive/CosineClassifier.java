package dev.kindling.learn.contrastive;

import dev.kindling.data.Batch;
import dev.kindling.learn.Classifier;
import dev.kindling.network.Pass;
import dev.kindling.nn.UnitRows;

/** Cosines divided by the temperature, and for a class without a prototype less than any cosine; row by row, so bits do not depend on the batch. */
final class CosineClassifier implements Classifier {

    /** In place of a cosine. */
    private static final double NONE = -2;

    private final PlacedPrototypes placed;
    private final double temperature;
    private final Pass encoder;
    private final UnitRows featureUnits;
    private final UnitRows prototypeUnits;

    CosineClassifier(PlacedPrototypes placed, double temperature, int capacity) {
        this.placed = placed;
        this.temperature = temperature;
        this.encoder = placed.encoder().open(capacity);
        this.featureUnits = new UnitRows(capacity, placed.features());
        this.prototypeUnits = new UnitRows(placed.classes(), placed.features());
    }

    @Override
    public void scores(float[] parameters, Batch batch, float[] scores) {
        int rows = batch.size();
        float[] features = featureUnits.of(encoder.infer(parameters, batch.inputs(), rows), 0, rows);
        float[] units = prototypeUnits.of(parameters, placed.prototypes(), placed.classes());
        for (int c = 0; c < placed.classes(); c++) {
            boolean there = placed.hasPrototype(parameters, c);
            for (int row = 0; row < rows; row++) {
                double cosine = there ? product(features, row, units, c) : NONE;
                scores[row * placed.classes() + c] = (float) (cosine / temperature);
            }
        }
    }

    private double product(float[] features, int row, float[] units, int c) {
        int width = placed.features();
        double sum = 0;
        for (int i = 0; i < width; i++) {
            sum += (double) features[row * width + i] * units[c * width + i];
        }
        return sum;
    }
}
