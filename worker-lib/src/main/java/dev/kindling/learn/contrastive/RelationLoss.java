package dev.kindling.learn.contrastive;

import java.util.Arrays;

/**
 * The divergence KL(teacher || student) of softmax distributions of scores (Asadi et al., ICML 2023), see {@link Relation} for over what. Owns
 * its buffers.
 */
final class RelationLoss {

    private final Relation over;
    private final int classes;
    private final int[] old;
    private final int[] members;

    /** For batches of at most {@code capacity} rows; {@code old} are the classes whose prototypes are asked. */
    RelationLoss(Relation over, int capacity, int classes, int[] old) {
        this.over = over;
        this.classes = classes;
        this.old = old;
        this.members = new int[Math.max(capacity, old.length)];
    }

    /**
     * Returns the loss and writes its gradient by the student's scores, zero for classes that are not old.
     *
     * @param student {@code [rows, classes]}, divided by the temperature
     * @param teacher the same of the teacher
     * @param deltas {@code [rows, classes]}, all of it is written
     */
    double lossAndDelta(float[] student, float[] teacher, int rows, float[] deltas) {
        Arrays.fill(deltas, 0, rows * classes, 0);
        double loss = 0;
        int groups = over == Relation.SAMPLES ? old.length : rows;
        int size = over == Relation.SAMPLES ? rows : old.length;
        double weight = over == Relation.SAMPLES ? 1 : 1.0 / rows;
        for (int group = 0; group < groups; group++) {
            for (int m = 0; m < size; m++) {
                members[m] = over == Relation.SAMPLES ? m * classes + old[group] : group * classes + old[m];
            }
            loss += divergence(student, teacher, size, weight, deltas);
        }
        return loss;
    }

    private double divergence(float[] student, float[] teacher, int size, double weight, float[] deltas) {
        double studentSum = logSum(student, size);
        double teacherSum = logSum(teacher, size);
        double divergence = 0;
        for (int m = 0; m < size; m++) {
            int at = members[m];
            double taught = teacher[at] - teacherSum;
            double learnt = student[at] - studentSum;
            double share = StrictMath.exp(taught);
            divergence += share * (taught - learnt);
            deltas[at] = (float) (weight * (StrictMath.exp(learnt) - share));
        }
        return weight * divergence;
    }

    private double logSum(float[] scores, int size) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int m = 0; m < size; m++) {
            largest = Math.max(largest, scores[members[m]]);
        }
        double sum = 0;
        for (int m = 0; m < size; m++) {
            sum += StrictMath.exp(scores[members[m]] - largest);
        }
        return largest + StrictMath.log(sum);
    }
}
