package dev.kindling.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.fixedpoint.Grid;
import dev.kindling.random.RandomStream;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class HeadsOnClustersTest {

    private static final int CLASSES = 5;
    private static final int WIDTH = 8;
    private static final int[] LABELS = Learning.labels(1, 2000, CLASSES);
    private static final float[] EMBEDDINGS = Learning.stretchedClusters(1, LABELS, CLASSES, WIDTH);
    private static final int[] TEST_LABELS = Learning.labels(2, 2000, CLASSES);
    private static final float[] TEST = Learning.stretchedClusters(2, TEST_LABELS, CLASSES, WIDTH);

    private static double accuracy(Head head) {
        Moments moments = Learning.moments(head, CLASSES, WIDTH, EMBEDDINGS, LABELS);
        return Learning.accuracy(head, head.solve(moments), WIDTH, TEST, TEST_LABELS);
    }

    @Test
    void headsThatKnowTheCovarianceSeeThroughADirectionOfMuchNoise() {
        assertThat(accuracy(new NearestClassMean())).isBetween(0.25, 0.5);
        assertThat(accuracy(new Prototypes())).isEqualTo(accuracy(new NearestClassMean()));
        assertThat(accuracy(Slda.defaults())).isGreaterThan(0.9);
        assertThat(accuracy(new FeCam(0.01, 0, 1))).isGreaterThan(0.9);
        assertThat(accuracy(ClassGaussian.defaults())).isGreaterThan(0.9);
        assertThat(accuracy(new RanPac(200, 1, RanPac.defaults().lambdas()))).isGreaterThan(0.85);
    }

    @Test
    void ridgeEqualsTheNormalEquationsSolvedByElimination() {
        double lambda = 3;
        Moments moments = Learning.moments(new Ridge(lambda), CLASSES, WIDTH, EMBEDDINGS, LABELS);
        LinearRule rule = (LinearRule) new Ridge(lambda).solve(moments);
        double[][] system = new double[WIDTH][WIDTH + CLASSES];
        for (int row = 0; row < LABELS.length; row++) {
            for (int a = 0; a < WIDTH; a++) {
                for (int b = 0; b < WIDTH; b++) {
                    system[a][b] += rounded(row, a) * rounded(row, b);
                }
                system[a][WIDTH + LABELS[row]] += rounded(row, a);
            }
        }
        for (int i = 0; i < WIDTH; i++) {
            system[i][i] += lambda;
        }
        eliminate(system);
        for (int i = 0; i < WIDTH; i++) {
            for (int c = 0; c < CLASSES; c++) {
                assertThat(rule.weights()[i * CLASSES + c]).isCloseTo((float) system[i][WIDTH + c], within(1e-7f));
            }
        }
    }

    private static double rounded(int row, int i) {
        return Math.rint((double) EMBEDDINGS[row * WIDTH + i] * (1 << 14)) / (1 << 14);
    }

    private static void eliminate(double[][] system) {
        for (int pivot = 0; pivot < system.length; pivot++) {
            double head = system[pivot][pivot];
            for (int column = 0; column < system[pivot].length; column++) {
                system[pivot][column] /= head;
            }
            for (int row = 0; row < system.length; row++) {
                double factor = system[row][pivot];
                for (int column = 0; row != pivot && column < system[row].length; column++) {
                    system[row][column] -= factor * system[pivot][column];
                }
            }
        }
    }

    @Test
    void lambdaIsTheCandidateWithTheSmallestErrorOnTheRowsHeldOut() {
        // Few rows and many projections: too small a lambda overfits, too large a one underfits.
        int rows = 60;
        int[] labels = java.util.Arrays.copyOf(LABELS, rows);
        float[] embeddings = java.util.Arrays.copyOf(EMBEDDINGS, rows * WIDTH);
        RanPac head = new RanPac(40, 3, List.of(1e-6, 1e-4, 1e-2, 1.0, 1e2, 1e4));
        Moments moments = Learning.moments(head, CLASSES, WIDTH, embeddings, labels);
        float[] features =
                head.features(WIDTH, Grid.DEFAULT, rows).map(embeddings, rows).clone();
        double chosen = Double.NaN;
        double smallest = Double.POSITIVE_INFINITY;
        for (double lambda : head.lambdas()) {
            double[] columns = Objects.requireNonNull(new RidgeSystem(moments.part(0)).solve(lambda));
            double error = 0;
            for (int row = 0; row < rows; row++) {
                error += isHeldOut(features, labels, row) ? squaredError(columns, features, row, labels[row]) : 0;
            }
            assertThat(new RidgeSystem(moments.part(1)).squaredError(columns)).isCloseTo(error, within(1e-6 * error));
            chosen = error < smallest ? lambda : chosen;
            smallest = Math.min(smallest, error);
        }
        assertThat(chosen).isNotIn(1e-6, 1e4);
        assertThat(head.choose(moments)).isEqualTo(chosen);
    }

    private static boolean isHeldOut(float[] features, int[] labels, int row) {
        MomentsFormat format = new MomentsFormat(CLASSES, 40, SecondMoments.SHARED, true, Grid.DEFAULT);
        Moments one = new Moments(format);
        MomentsAccumulator accumulator = new MomentsAccumulator(format);
        accumulator.open(one);
        accumulator.add(java.util.Arrays.copyOfRange(features, row * 40, row * 40 + 40), 1, new int[] {labels[row]});
        accumulator.flush();
        return one.part(1).examples() == 1;
    }

    private static double squaredError(double[] columns, float[] features, int row, int label) {
        double error = 0;
        for (int c = 0; c < CLASSES; c++) {
            double score = c == label ? -1 : 0;
            for (int i = 0; i < 40; i++) {
                score += columns[c * 40 + i] * Math.rint((double) features[row * 40 + i] * (1 << 14)) / (1 << 14);
            }
            error += score * score;
        }
        return error;
    }

    @Test
    void withNothingHeldOutTheCandidateInTheMiddleIsTaken() {
        RanPac head = new RanPac(3, 1, List.of(1.0, 2.0, 3.0));
        float number = 1;
        Moments moments = Learning.moments(head, 1, 1, new float[] {number}, 0);
        while (moments.part(1).examples() > 0) {
            moments = Learning.moments(head, 1, 1, new float[] {++number}, 0);
        }
        assertThat(head.choose(moments)).isEqualTo(2);
    }

    @Test
    void featuresOfARowDoNotDependOnItsBatch() {
        for (int width : new int[] {3, 64, 784}) {
            float[] embeddings = new float[150 * width];
            RandomStream random = RandomStream.of(4, "embeddings");
            for (int i = 0; i < embeddings.length; i++) {
                embeddings[i] = (float) random.nextGaussian();
            }
            for (int projections : new int[] {1, 50, 333}) {
                RanPac head = new RanPac(projections, 1, List.of(1.0));
                float[] together = head.features(width, Grid.DEFAULT, 150).map(embeddings, 150);
                FeatureMap alone = head.features(width, Grid.DEFAULT, 7);
                for (int row = 0; row < 150; row += 7) {
                    int rows = Math.min(7, 150 - row);
                    float[] part = java.util.Arrays.copyOfRange(embeddings, row * width, (row + rows) * width);
                    float[] features = alone.map(part, rows);
                    for (int i = 0; i < rows * projections; i++) {
                        assertThat(features[i]).isEqualTo(together[row * projections + i]);
                    }
                }
            }
        }
    }
}
