package dev.kindling.learn.contrastive;

import dev.kindling.network.Pass;
import dev.kindling.nn.UnitRows;
import dev.kindling.tensor.Blas;

/** Keeps the relations between a batch and a predecessor's prototypes. Owns its buffers. */
final class RelationTeacher {

    private final PlacedPrototypes placed;
    private final Predecessor predecessor;
    private final Pass pass;
    private final float[] prototypes;
    private final RelationLoss loss;
    private final float[] taught;
    private final float[] learnt;
    private final float[] slopes;

    RelationTeacher(PlacedPrototypes placed, int capacity, Predecessor predecessor) {
        this.placed = placed;
        this.predecessor = predecessor;
        this.pass = placed.encoder().open(capacity);
        this.prototypes = new UnitRows(placed.classes(), placed.features())
                .of(predecessor.model().values(), placed.prototypes(), placed.classes());
        this.loss = new RelationLoss(
                predecessor.over(),
                capacity,
                placed.classes(),
                placed.known(predecessor.model().values()));
        this.taught = new float[Blas.lengthFor(capacity, placed.classes())];
        this.learnt = new float[taught.length];
        this.slopes = new float[taught.length];
    }

    /**
     * Returns beta times the loss and adds its gradients.
     *
     * @param inputs {@code [rows, input]}
     * @param features the student's, {@code [rows, features]}, as they are
     * @param units the student's unit prototypes
     * @param featureDeltas gradient by the features
     * @param unitDeltas gradient by the unit prototypes
     */
    double lossAndDeltas(
            float[] inputs, int rows, float[] features, float[] units, float[] featureDeltas, float[] unitDeltas) {
        scores(pass.infer(predecessor.model().values(), inputs, rows), prototypes, rows, taught);
        scores(features, units, rows, learnt);
        double summed = loss.lossAndDelta(learnt, taught, rows, slopes);
        int width = placed.features();
        int classes = placed.classes();
        float factor = (float) (predecessor.beta() / predecessor.temperature());
        Blas.multiply(rows, width, classes, factor, slopes, 0, units, 0, 1, featureDeltas, 0);
        Blas.multiplyTransposedLeft(classes, width, rows, factor, slopes, 0, features, 0, 1, unitDeltas, 0);
        return predecessor.beta() * summed;
    }

    /** f . p / |p| / temperature. */
    private void scores(float[] features, float[] units, int rows, float[] scores) {
        float inverse = (float) (1 / predecessor.temperature());
        Blas.multiplyTransposedRight(
                rows, placed.classes(), placed.features(), inverse, features, 0, units, 0, 0, scores, 0);
    }
}
