package dev.kindling.learn.perforated;

import dev.kindling.data.Batch;
import dev.kindling.learn.Trainer;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;

/**
 * Trains nothing: writes a client's means of every candidate's D and D delta and of delta, over all examples that it has seen since it began, to
 * the model. Their change is what the client sends. A step's loss is the network's.
 */
final class CandidateMeasure implements Trainer {

    private final GrownNetwork network;
    private final CandidateErrors errors;
    private final float[] products;
    private long seen;

    CandidateMeasure(GrownNetwork network, int dendrite, int capacity) {
        this.network = network;
        errors = new CandidateErrors(network, dendrite, capacity);
        int widest = network.widestHidden();
        products = new float[widest];
    }

    @Override
    public double step(float[] parameters, Batch batch, float rateFactor, RandomStream random) {
        double loss = errors.run(parameters, batch);
        int rows = batch.size();
        // Every client begins with a model that nobody has measured.
        boolean isFirst = !errors.growth(0).isGrown(parameters);
        seen = isFirst ? rows : seen + rows;
        for (int l = 0; l < network.hidden(); l++) {
            measure(parameters, l, rows);
            parameters[errors.growth(l).measured()] = 1;
        }
        return loss;
    }

    private void measure(float[] parameters, int l, int rows) {
        Growth growth = errors.growth(l);
        int units = growth.units();
        float[] own = errors.errors(l);
        for (int c = 0; c < growth.candidates(); c++) {
            float[] outputs = errors.outputs(parameters, l, c, rows);
            Blas.columnSums(rows, units, outputs, products);
            blend(parameters, growth.means() + c * units, units, rows);
            ErrorProducts.columns(outputs, own, rows, units, products);
            blend(parameters, growth.means() + (growth.candidates() + c) * units, units, rows);
        }
        Blas.columnSums(rows, units, own, products);
        blend(parameters, growth.means() + 2 * growth.candidates() * units, units, rows);
    }

    /** mean + (batch's sum - rows x mean) / seen. */
    private void blend(float[] parameters, int offset, int units, int rows) {
        for (int unit = 0; unit < units; unit++) {
            double mean = parameters[offset + unit];
            parameters[offset + unit] = (float) (mean + (products[unit] - rows * mean) / seen);
        }
    }
}
