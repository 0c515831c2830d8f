package dev.kindling.continual.strategy;

import dev.kindling.data.Batch;
import dev.kindling.nn.OutputLoss;
import org.jspecify.annotations.Nullable;

/**
 * The sum over classes of binary cross-entropies of the logistic outputs (Rebuffi et al. 2017, algorithm 3): with the teacher's for the
 * classes that it knows, with the label for the others.
 */
final class BinaryDistillation implements OutputLoss {

    private final @Nullable Teacher teacher;
    private final boolean[] known;

    BinaryDistillation(@Nullable Teacher teacher, boolean[] known) {
        this.teacher = teacher;
        this.known = known;
    }

    @Override
    public double lossAndDelta(float[] outputs, Batch batch, int classes, float[] delta) {
        float[] said = teacher == null ? outputs : teacher.outputs(batch);
        double loss = 0;
        for (int row = 0; row < batch.size(); row++) {
            for (int c = 0; c < classes; c++) {
                int at = row * classes + c;
                double z = outputs[at];
                double target = known[c] ? logistic(said[at]) : batch.label(row) == c ? 1 : 0;
                // -t log s(z) - (1 - t) log(1 - s(z)), without overflow.
                loss += Math.max(z, 0) - z * target + StrictMath.log1p(StrictMath.exp(-Math.abs(z)));
                delta[at] = (float) ((logistic(z) - target) / batch.size());
            }
        }
        return loss;
    }

    private static double logistic(double z) {
        return 1 / (1 + StrictMath.exp(-z));
    }
}
