package dev.kindling.learn.contrastive;

import dev.kindling.data.Batch;
import dev.kindling.learn.Trainer;
import dev.kindling.network.Pass;
import dev.kindling.nn.UnitRows;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Contrast, the pull on prototypes and, where there is a predecessor, relations, all on two views of each example. */
final class ContrastTrainer implements Trainer {

    private final PlacedPrototypes placed;
    private final double alpha;
    private final UpdateRule rule;
    private final Views views;
    private final Pass encoder;
    private final Pass projection;
    private final SupervisedContrast contrast;
    private final @Nullable RelationTeacher teacher;
    private final UnitRows projected;
    private final UnitRows featureUnits;
    private final UnitRows prototypeUnits;
    private final float[] projectedDeltas;
    private final float[] featureDeltas;
    private final float[] prototypeDeltas;

    /** For batches of at most {@code capacity} examples, so twice as many rows. */
    ContrastTrainer(
            PrototypeContrast settings,
            PlacedPrototypes placed,
            int capacity,
            UpdateRule rule,
            @Nullable Predecessor predecessor) {
        int rows = Math.multiplyExact(2, capacity);
        int width = placed.projection().output().size();
        this.placed = placed;
        this.alpha = settings.alpha();
        this.rule = rule;
        this.views = new Views(placed.encoder().input(), capacity, settings.shift(), settings.noise());
        this.encoder = placed.encoder().open(rows);
        this.projection = placed.projection().open(rows);
        this.contrast = new SupervisedContrast(rows, width, settings.temperature());
        this.teacher = predecessor == null ? null : new RelationTeacher(placed, rows, predecessor);
        this.projected = new UnitRows(rows, width);
        this.featureUnits = new UnitRows(rows, placed.features());
        this.prototypeUnits = new UnitRows(placed.classes(), placed.features());
        this.projectedDeltas = new float[Blas.lengthFor(rows, width)];
        this.featureDeltas = new float[Blas.lengthFor(rows, placed.features())];
        this.prototypeDeltas = new float[Blas.lengthFor(placed.classes(), placed.features())];
    }

    @Override
    public double step(float[] parameters, Batch batch, float rateFactor, RandomStream random) {
        views.fill(batch, random);
        int rows = views.rows();
        float[] features = encoder.train(parameters, views.inputs(), rows, random);
        rule.beginStep(rateFactor);
        double loss = contrast(parameters, features, rows, random);
        loss += prototypes(parameters, features, rows);
        encoder.backward(parameters, views.inputs(), featureDeltas, rows, null, rule);
        return loss * batch.size();
    }

    /** Writes the features' gradient. */
    private double contrast(float[] parameters, float[] features, int rows, RandomStream random) {
        float[] outputs = projection.train(parameters, features, rows, random);
        double loss = contrast.lossAndDelta(projected.of(outputs, 0, rows), views.labels(), rows, projectedDeltas);
        projected.back(projectedDeltas, rows);
        projection.backward(parameters, features, projectedDeltas, rows, featureDeltas, rule);
        return loss;
    }

    /** Adds to the features' gradient. */
    private double prototypes(float[] parameters, float[] features, int rows) {
        int classes = placed.classes();
        float[] units = prototypeUnits.of(parameters, placed.prototypes(), classes);
        Arrays.fill(prototypeDeltas, 0);
        double loss = PrototypePull.lossAndDelta(
                featureUnits.of(features, 0, rows),
                units,
                views.labels(),
                rows,
                placed.features(),
                alpha,
                prototypeDeltas);
        if (teacher != null) {
            loss += teacher.lossAndDeltas(views.inputs(), rows, features, units, featureDeltas, prototypeDeltas);
        }
        prototypeUnits.back(prototypeDeltas, classes);
        rule.vector(parameters, placed.prototypes(), prototypeDeltas, placed.prototypeValues());
        return loss;
    }
}
