package dev.kindling.learn.softhebb;

import dev.kindling.nn.SoftmaxCrossEntropy;
import dev.kindling.nn.UpdateRule;
import dev.kindling.tensor.Blas;
import java.util.Arrays;

/**
 * Which channel wins where, and from that the step of one convolution. As an update rule it gets -mean(y x) from the convolution's
 * way back, adds mean(y u) w, divides all by the largest entry and hands it on as if it were a gradient. Owns its buffers.
 */
final class Competition implements UpdateRule {

    private final SoftHebb settings;
    private final int channels;
    private final UpdateRule behind;
    private final float[] tempered;
    private final float[] deltas;
    private final double[] ofActivities;
    private final float[] step;

    Competition(SoftHebb settings, int channels, int weights, int places, UpdateRule behind) {
        this.settings = settings;
        this.channels = channels;
        this.behind = behind;
        tempered = new float[channels];
        deltas = new float[Blas.lengthFor(places, channels)];
        ofActivities = new double[channels];
        step = new float[weights];
    }

    /** Writes -y / places, {@code [places, channels]}, and keeps the means of y u. */
    float[] compete(float[] activities, int places) {
        Arrays.fill(ofActivities, 0);
        for (int place = 0; place < places; place++) {
            int from = place * channels;
            for (int c = 0; c < channels; c++) {
                tempered[c] = (float) (activities[from + c] / settings.temperature());
            }
            softmax(from);
            int winner = winner(activities, from);
            for (int c = 0; c < channels; c++) {
                float y = settings.antiHebbian() && c != winner ? -deltas[from + c] : deltas[from + c];
                ofActivities[c] += (double) y * activities[from + c] / places;
                deltas[from + c] = -y / places;
            }
        }
        return deltas;
    }

    private void softmax(int from) {
        // Through the row's own array, since that method writes where it reads.
        SoftmaxCrossEntropy.softmaxRow(tempered, 0, channels, tempered);
        System.arraycopy(tempered, 0, deltas, from, channels);
    }

    /** The first of the largest. */
    private int winner(float[] activities, int from) {
        int winner = 0;
        for (int c = 1; c < channels; c++) {
            if (activities[from + c] > activities[from + winner]) {
                winner = c;
            }
        }
        return winner;
    }

    @Override
    public void vector(float[] parameters, int offset, float[] gradient, int length) {
        float largest = 0;
        for (int i = 0; i < length; i++) {
            step[i] = (float) (gradient[i] + ofActivities[i % channels] * parameters[offset + i]);
            largest = Math.max(largest, Math.abs(step[i]));
        }
        float factor = largest == 0 ? 0 : (float) (settings.hebbianRate() / largest);
        for (int i = 0; i < length; i++) {
            step[i] *= factor;
        }
        behind.vector(parameters, offset, step, length);
    }

    @Override
    public void reset() {
        throw new UnsupportedOperationException("the optimiser behind it is reset by whoever owns that");
    }

    @Override
    public void beginStep(float rateFactor) {
        throw new UnsupportedOperationException("a step is begun on the optimiser behind it");
    }

    @Override
    public void product(float[] parameters, int offset, float[] inputs, float[] deltas, int rows, int in, int out) {
        throw new UnsupportedOperationException("convolutions hand over whole gradients");
    }
}
