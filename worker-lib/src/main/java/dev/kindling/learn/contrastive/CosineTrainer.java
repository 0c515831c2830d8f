package dev.kindling.learn.contrastive;

import dev.kindling.data.Batch;
import dev.kindling.learn.Trainer;
import dev.kindling.network.Pass;
import dev.kindling.nn.OutputLoss;
import dev.kindling.nn.UnitRows;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;

/** Any loss of the cosines divided by the temperature; encoder and prototypes learn, the projection does not. */
final class CosineTrainer implements Trainer {

    private final PlacedPrototypes placed;
    private final float inverse;
    private final UpdateRule rule;
    private final OutputLoss loss;
    private final Pass encoder;
    private final UnitRows featureUnits;
    private final UnitRows prototypeUnits;
    private final float[] outputs;
    private final float[] outputDeltas;
    private final float[] featureDeltas;
    private final float[] prototypeDeltas;

    CosineTrainer(PlacedPrototypes placed, double temperature, int capacity, UpdateRule rule, OutputLoss loss) {
        this.placed = placed;
        this.inverse = (float) (1 / temperature);
        this.rule = rule;
        this.loss = loss;
        this.encoder = placed.encoder().open(capacity);
        this.featureUnits = new UnitRows(capacity, placed.features());
        this.prototypeUnits = new UnitRows(placed.classes(), placed.features());
        this.outputs = new float[Blas.lengthFor(capacity, placed.classes())];
        this.outputDeltas = new float[outputs.length];
        this.featureDeltas = new float[Blas.lengthFor(capacity, placed.features())];
        this.prototypeDeltas = new float[Blas.lengthFor(placed.classes(), placed.features())];
    }

    @Override
    public double step(float[] parameters, Batch batch, float rateFactor, RandomStream random) {
        int rows = batch.size();
        int classes = placed.classes();
        int width = placed.features();
        float[] features = featureUnits.of(encoder.train(parameters, batch.inputs(), rows, random), 0, rows);
        float[] units = prototypeUnits.of(parameters, placed.prototypes(), classes);
        Blas.multiplyTransposedRight(rows, classes, width, inverse, features, 0, units, 0, 0, outputs, 0);
        double summed = loss.lossAndDelta(outputs, batch, classes, outputDeltas);
        Blas.multiply(rows, width, classes, inverse, outputDeltas, 0, units, 0, 0, featureDeltas, 0);
        Blas.multiplyTransposedLeft(classes, width, rows, inverse, outputDeltas, 0, features, 0, 0, prototypeDeltas, 0);
        featureUnits.back(featureDeltas, rows);
        prototypeUnits.back(prototypeDeltas, classes);
        rule.beginStep(rateFactor);
        rule.vector(parameters, placed.prototypes(), prototypeDeltas, placed.prototypeValues());
        encoder.backward(parameters, batch.inputs(), featureDeltas, rows, null, rule);
        return summed;
    }
}
