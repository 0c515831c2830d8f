package dev.kindling.learn.noprop;

import dev.kindling.data.Batch;
import dev.kindling.learn.Classifier;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;
import java.util.Arrays;

/** From noise, or its mean, along the flow; then minus half the squared distance to each class's embedding. */
final class FlowClassifier implements Classifier {

    private final NoPropFm settings;
    private final NoPropFm.Placed placed;
    private final TimedPass pass;
    private final Integration integration;
    private final double[] clock;
    private final int dimension;
    private final float[] table;
    private final float[] states;

    FlowClassifier(NoPropFm settings, NoPropFm.Placed placed, int capacity) {
        this.settings = settings;
        this.placed = placed;
        dimension = placed.embeddings().dimension();
        pass = new TimedPass(placed.network(), capacity);
        states = new float[Blas.lengthFor(capacity, dimension)];
        integration = new Integration(settings.integrator(), states.length);
        clock = new double[settings.steps() + 1];
        Arrays.setAll(clock, point -> (double) point / settings.steps());
        table = placed.embeddings().newTable();
    }

    @Override
    public void scores(float[] parameters, Batch batch, float[] scores) {
        int rows = batch.size();
        placed.embeddings().copy(parameters, table);
        for (int row = 0; row < rows; row++) {
            RandomStream random = settings.noise() ? ImageNoise.of(batch, row) : null;
            for (int i = row * dimension; i < (row + 1) * dimension; i++) {
                states[i] = random == null ? 0 : (float) random.nextGaussian();
            }
        }
        pass.look(parameters, batch.inputs(), rows);
        integration.run(
                clock, states, rows * dimension, (point, points) -> pass.infer(parameters, points, clock[point], rows));
        Distances.scores(states, rows, table, dimension, scores);
    }
}
