package dev.kindling.learn.perforated;

import dev.kindling.data.Batch;
import dev.kindling.nn.SoftmaxCrossEntropy;
import dev.kindling.tensor.Blas;

/** A network that stands still: the errors of its neurons and what candidates for their next dendrite make of the same batch. Owns its buffers. */
final class CandidateErrors {

    private final GrownNetwork network;
    private final int dendrite;
    private final GrownPass pass;
    private final float[] outputs;
    private final float[] errorMeans;

    CandidateErrors(GrownNetwork network, int dendrite, int capacity) {
        this.network = network;
        this.dendrite = dendrite;
        pass = new GrownPass(network, capacity);
        int widest = network.widestHidden();
        outputs = new float[Blas.lengthFor(capacity, widest)];
        errorMeans = new float[widest];
    }

    /** Runs a batch and returns its summed cross-entropy. */
    double run(float[] parameters, Batch batch) {
        float[] scores = pass.train(parameters, batch.inputs(), batch.size());
        double loss = SoftmaxCrossEntropy.lossAndDelta(scores, batch, network.classes(), pass.deltas(network.hidden()));
        pass.backward(parameters, batch.size(), null);
        for (int l = 0; l < network.hidden(); l++) {
            float[] errors = errors(l);
            // Of each example's own loss, not of the batch's mean.
            for (int i = 0; i < batch.size() * growth(l).units(); i++) {
                errors[i] *= batch.size();
            }
        }
        return loss;
    }

    Growth growth(int l) {
        return network.growths().get(l).get(dendrite);
    }

    /** Gradients {@code [rows, units]} of each example's loss by the sums of layer l. */
    float[] errors(int l) {
        return pass.deltas(l);
    }

    /** What layer l reads. */
    float[] inputs(int l) {
        return pass.before(l);
    }

    /** Outputs of the dendrites that layer l has. */
    float[][] dendrites(int l) {
        return pass.dendrites(l);
    }

    /** Takes their mean over the batch off the errors of layer l, and returns the means. */
    float[] centre(int l, int rows) {
        int units = growth(l).units();
        float[] errors = errors(l);
        Blas.columnSums(rows, units, errors, errorMeans);
        for (int unit = 0; unit < units; unit++) {
            errorMeans[unit] /= rows;
        }
        for (int row = 0; row < rows; row++) {
            for (int unit = 0; unit < units; unit++) {
                errors[row * units + unit] -= errorMeans[unit];
            }
        }
        return errorMeans;
    }

    /** D {@code [rows, units]} of a candidate in layer l; valid until the next call. */
    float[] outputs(float[] parameters, int l, int candidate, int rows) {
        Growth growth = growth(l);
        growth.outputs(parameters, growth.candidate(candidate), inputs(l), dendrites(l), rows, false, outputs);
        return outputs;
    }
}
