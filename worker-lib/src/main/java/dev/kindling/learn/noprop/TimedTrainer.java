package dev.kindling.learn.noprop;

import dev.kindling.data.Batch;
import dev.kindling.learn.Trainer;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;

/** A step of NoProp-CT: a time and noise for each example, forth, back, and the gradients by the embeddings and the schedule. */
final class TimedTrainer implements Trainer {

    private final NoPropCt settings;
    private final NoPropCt.Placed placed;
    private final UpdateRule rule;
    private final TimedPass pass;
    private final SchedulePass schedule;
    private final EmbeddingError error;
    private final NoisyLabels ends;
    private final double[] endSignals = new double[2];
    private final HeadStep head;
    private final int dimension;
    private final double[] times;
    private final double[] squares;
    private final float[] noise;
    private final float[] noisy;
    private final float[] noisyDeltas;
    private final float[] scoreDeltas;

    TimedTrainer(NoPropCt settings, NoPropCt.Placed placed, int capacity, UpdateRule rule) {
        this.settings = settings;
        this.placed = placed;
        this.rule = rule;
        dimension = placed.dimension();
        pass = new TimedPass(placed.network(), capacity);
        schedule = settings.schedule().open(placed.schedule());
        error = new EmbeddingError(placed.classes(), dimension, capacity);
        ends = new NoisyLabels(endSignals, dimension, placed.embeddings().newTable(), capacity);
        head = new HeadStep(settings.embedding(), 1, placed.head(), ends, capacity, rule);
        times = new double[capacity];
        squares = new double[capacity];
        noise = new float[Blas.lengthFor(capacity, dimension)];
        noisy = new float[noise.length];
        noisyDeltas = new float[noise.length];
        scoreDeltas = new float[Blas.lengthFor(capacity, placed.classes())];
    }

    @Override
    public double step(float[] parameters, Batch batch, float rateFactor, RandomStream random) {
        rule.beginStep(rateFactor);
        begin(parameters);
        double loss = ends.prior(batch) + denoise(parameters, batch, random);
        // Gradients belong to the schedule and the embeddings as they were: both move last.
        loss += head.learn(parameters, batch, random);
        schedule.update(parameters, rule);
        placed.embeddings().update(parameters, ends.tableGradient(), rule);
        return loss;
    }

    private void begin(float[] parameters) {
        placed.embeddings().copy(parameters, ends.table());
        ends.begin();
        schedule.begin(parameters);
        for (int end = 0; end < 2; end++) {
            schedule.at(end);
            endSignals[end] = schedule.signal();
        }
    }

    private double denoise(float[] parameters, Batch batch, RandomStream random) {
        int rows = batch.size();
        blur(batch, random);
        float[] scores = pass.train(parameters, batch.inputs(), noisy, times, rows, random);
        double loss = 0;
        for (int row = 0; row < rows; row++) {
            schedule.at(times[row]);
            double weight = settings.eta() / 2 * schedule.ratioSlope();
            squares[row] = error.squares(scores, batch, row, ends.table(), weight, scoreDeltas, ends.tableGradient());
            loss += weight * squares[row];
        }
        pass.backward(parameters, batch.inputs(), noisy, scoreDeltas, rows, noisyDeltas, rule);
        for (int row = 0; row < rows; row++) {
            back(batch, row);
        }
        return loss;
    }

    private void blur(Batch batch, RandomStream random) {
        for (int row = 0; row < batch.size(); row++) {
            times[row] = random.nextDouble();
            schedule.at(times[row]);
            double ofEmbedding = Math.sqrt(schedule.signal());
            double ofNoise = Math.sqrt(1 - schedule.signal());
            int label = batch.label(row) * dimension;
            for (int i = 0; i < dimension; i++) {
                int at = row * dimension + i;
                noise[at] = (float) random.nextGaussian();
                noisy[at] = (float) (ofEmbedding * ends.table()[label + i] + ofNoise * noise[at]);
            }
        }
    }

    /** From z = sqrt(s) u + sqrt(1 - s) noise to u and s. */
    private void back(Batch batch, int row) {
        schedule.at(times[row]);
        double ofEmbedding = Math.sqrt(schedule.signal());
        double ofNoise = Math.sqrt(1 - schedule.signal());
        int label = batch.label(row) * dimension;
        double bySignal = 0;
        for (int i = 0; i < dimension; i++) {
            int at = row * dimension + i;
            ends.tableGradient()[label + i] += (float) (ofEmbedding * noisyDeltas[at]);
            bySignal += noisyDeltas[at] * (ends.table()[label + i] / ofEmbedding - noise[at] / ofNoise) / 2;
        }
        schedule.backward(bySignal, settings.eta() / 2 * squares[row] / batch.size());
    }
}
