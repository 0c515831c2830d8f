package dev.kindling.learn.perforated;

import dev.kindling.data.Batch;
import dev.kindling.learn.Trainer;
import dev.kindling.nn.Activation;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;
import java.util.Arrays;

/**
 * All candidates side by side: each descends -|cov(D, delta)| over the batch, whose gradient by D is -sign(cov) (delta - mean delta) / rows. A step's
 * loss is the sum of these over candidates and neurons, times the rows; it is not positive.
 */
final class CandidateTrainer implements Trainer {

    private final GrownNetwork network;
    private final CandidateErrors errors;
    private final UpdateRule rule;
    private final float[] covariances;
    private final float[] deltas;
    private final float[] vector;

    CandidateTrainer(GrownNetwork network, int dendrite, int capacity, UpdateRule rule) {
        this.network = network;
        this.rule = rule;
        errors = new CandidateErrors(network, dendrite, capacity);
        int widest = network.widestHidden();
        covariances = new float[widest];
        deltas = new float[Blas.lengthFor(capacity, widest)];
        vector = new float[(1 + dendrite) * widest];
    }

    @Override
    public double step(float[] parameters, Batch batch, float rateFactor, RandomStream random) {
        errors.run(parameters, batch);
        rule.beginStep(rateFactor);
        double loss = 0;
        for (int l = 0; l < network.hidden(); l++) {
            errors.centre(l, batch.size());
            for (int c = 0; c < errors.growth(l).candidates(); c++) {
                loss -= ascend(parameters, l, c, batch.size());
            }
        }
        return loss;
    }

    private double ascend(float[] parameters, int l, int candidate, int rows) {
        int units = errors.growth(l).units();
        float[] outputs = errors.outputs(parameters, l, candidate, rows);
        float[] centred = errors.errors(l);
        ErrorProducts.columns(outputs, centred, rows, units, covariances);
        double sum = 0;
        for (int unit = 0; unit < units; unit++) {
            sum += Math.abs(covariances[unit]);
        }
        for (int row = 0; row < rows; row++) {
            for (int unit = 0; unit < units; unit++) {
                int at = row * units + unit;
                deltas[at] = -Math.signum(covariances[unit]) * centred[at] / rows;
            }
        }
        Activation.SIGMOID.gradient(outputs, deltas, rows * units);
        update(parameters, l, candidate, rows);
        return sum;
    }

    private void update(float[] parameters, int l, int candidate, int rows) {
        Growth growth = errors.growth(l);
        int units = growth.units();
        int offset = growth.candidate(candidate);
        rule.product(parameters, offset, errors.inputs(l), deltas, rows, growth.in(), units);
        Arrays.fill(vector, 0);
        for (int k = 0; k <= growth.before(); k++) {
            for (int row = 0; row < rows; row++) {
                for (int unit = 0; unit < units; unit++) {
                    int at = row * units + unit;
                    float heard = k == 0 ? 1 : errors.dendrites(l)[k - 1][at];
                    vector[k * units + unit] += heard * deltas[at];
                }
            }
        }
        rule.vector(parameters, offset + growth.in() * units, vector, (1 + growth.before()) * units);
    }
}
