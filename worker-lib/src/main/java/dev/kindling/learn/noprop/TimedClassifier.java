package dev.kindling.learn.noprop;

import dev.kindling.data.Batch;
import dev.kindling.learn.Classifier;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;

/** From noise, or its mean, along the flow to an embedding, and the head's scores of it. */
final class TimedClassifier implements Classifier {

    private final NoPropCt settings;
    private final NoPropCt.Placed placed;
    private final TimedPass pass;
    private final SchedulePass schedule;
    private final EmbeddingError error;
    private final Integration integration;
    private final double[] clock;
    private final double[] spreads;
    private final int dimension;
    private final float[] table;
    private final float[] states;
    private final float[] noisy;
    private final float[] velocities;
    private final float[] logits;

    TimedClassifier(NoPropCt settings, NoPropCt.Placed placed, int capacity) {
        this.settings = settings;
        this.placed = placed;
        dimension = placed.dimension();
        pass = new TimedPass(placed.network(), capacity);
        schedule = settings.schedule().open(placed.schedule());
        error = new EmbeddingError(placed.classes(), dimension, capacity);
        states = new float[Blas.lengthFor(capacity, dimension)];
        noisy = new float[states.length];
        velocities = new float[states.length];
        integration = new Integration(settings.integrator(), states.length);
        clock = new double[settings.steps() + 1];
        spreads = new double[clock.length];
        table = placed.embeddings().newTable();
        logits = new float[Blas.lengthFor(capacity, placed.classes())];
    }

    @Override
    public void scores(float[] parameters, Batch batch, float[] scores) {
        int rows = batch.size();
        placed.embeddings().copy(parameters, table);
        begin(parameters);
        start(batch);
        pass.look(parameters, batch.inputs(), rows);
        integration.run(clock, states, rows * dimension, (point, y) -> estimates(parameters, point, y, rows));
        for (int i = 0; i < rows * dimension; i++) {
            states[i] *= (float) spreads[settings.steps()];
        }
        placed.head().forwardByRow(parameters, states, rows, logits);
        System.arraycopy(logits, 0, scores, 0, rows * placed.classes());
    }

    private void begin(float[] parameters) {
        schedule.begin(parameters);
        for (int point = 0; point < clock.length; point++) {
            schedule.at(time(point));
            spreads[point] = Math.sqrt(1 - schedule.signal());
            clock[point] = Math.sqrt(schedule.signal()) / spreads[point];
        }
    }

    private double time(int point) {
        return (double) point / settings.steps();
    }

    private void start(Batch batch) {
        for (int row = 0; row < batch.size(); row++) {
            RandomStream random = settings.noise() ? ImageNoise.of(batch, row) : null;
            for (int i = row * dimension; i < (row + 1) * dimension; i++) {
                states[i] = random == null ? 0 : (float) (random.nextGaussian() / spreads[0]);
            }
        }
    }

    private float[] estimates(float[] parameters, int point, float[] y, int rows) {
        for (int i = 0; i < rows * dimension; i++) {
            noisy[i] = (float) (spreads[point] * y[i]);
        }
        float[] found = pass.infer(parameters, noisy, time(point), rows);
        for (int row = 0; row < rows; row++) {
            System.arraycopy(error.estimate(found, row, table), 0, velocities, row * dimension, dimension);
        }
        return velocities;
    }
}
