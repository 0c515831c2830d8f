package dev.kindling.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.fault.UserMistake;
import dev.kindling.fixedpoint.Grid;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HandWorkedHeadsTest {

    private static final float UNSEEN = Float.NEGATIVE_INFINITY;

    /** Class 0: (0, 0) and (2, 0); class 1: (0, 3); class 2 never seen. */
    private static float[] scoresOfThreePoints(Head head, float... embedding) {
        Moments moments = Learning.moments(head, 3, 2, new float[] {0, 0, 2, 0, 0, 3}, 0, 0, 1);
        return Learning.scores(head, head.solve(moments), 2, embedding);
    }

    private static float[] scores(Head head, int classes, float[] line, int[] labels, float embedding) {
        Moments moments = Learning.moments(head, classes, 1, line, labels);
        return Learning.scores(head, head.solve(moments), 1, embedding);
    }

    @Test
    void nearestClassMeanScoresTwiceTheProductLessTheSquare() {
        assertThat(scoresOfThreePoints(new NearestClassMean(), 1, 1)).containsExactly(1, -3, UNSEEN);
    }

    @Test
    void cosineScoresTheCosine() {
        assertThat(scoresOfThreePoints(new Cosine(), 3, 4)).containsExactly(0.6f, 0.8f, UNSEEN);
        assertThat(scoresOfThreePoints(new Cosine(), 0, 0)).containsExactly(0, 0, UNSEEN);
    }

    @Test
    void prototypesScoreTheNegativeSquaredDistance() {
        assertThat(scoresOfThreePoints(new Prototypes(), 1, 1)).containsExactly(-1, -5, UNSEEN);
    }

    @Test
    void sldaWeighsByTheInverseOfTheShrunkCovariance() {
        // Within both classes the variance is 4; half of it and half of 1 is 2.5, whose inverse is 0.4.
        assertThat(scores(new Slda(0.5), 2, new float[] {0, 4, 6, 10}, new int[] {0, 0, 1, 1}, 6))
                .usingComparatorWithPrecision(1e-6f)
                .containsExactly(0.4f * (12 - 2), 0.4f * (48 - 32));
    }

    @Test
    void ridgeDividesBySquaresAndLambda() {
        assertThat(scores(new Ridge(1), 2, new float[] {1, 2}, new int[] {0, 1}, 3))
                .containsExactly(0.5f, 1);
    }

    @Test
    void fecamMeasuresByTheCorrelationOfEachClass() {
        // S is [[1, 1], [1, 1]]; with its mean variance on the diagonal [[2, 1], [1, 2]], as correlation [[1, .5], [.5,
        // 1]].
        FeCam head = new FeCam(1, 0, 1);
        Moments moments = Learning.moments(head, 2, 2, new float[] {1, 1, -1, -1}, 0, 0);
        float[] scores = Learning.scores(head, head.solve(moments), 2, 1, 0, 1, 1, 1, -1);
        assertThat(scores)
                .usingComparatorWithPrecision(1e-5f)
                .containsExactly(-4 / 3f, UNSEEN, -4 / 3f, UNSEEN, -4, UNSEEN);
    }

    @Test
    void fecamRaisesFeaturesToItsPowerAndKeepsTheirSign() {
        assertThat(new FeCam(1, 1, 0.5).features(3, Grid.DEFAULT, 1).map(new float[] {4, -9, 0}, 1))
                .containsExactly(2, -3, 0);
        assertThat(new FeCam(1, 1, 0.25).features(1, Grid.DEFAULT, 1).map(new float[] {16}, 1))
                .containsExactly(2);
    }

    @Test
    void gaussianAddsPriorDeterminantAndDistance() {
        float[] line = {0, 2, 4, 8, 6, 6};
        int[] labels = {0, 0, 1, 1, 1, 1};
        // Variances 1 and 2, priors 1/3 and 2/3; pooled the variance is 10/6.
        assertThat(scores(new ClassGaussian(0, 0), 2, line, labels, 3))
                .usingComparatorWithPrecision(1e-5f)
                .containsExactly(-3.098612f, -3.002039f);
        assertThat(scores(new ClassGaussian(1, 0), 2, line, labels, 3)[0]).isCloseTo(-2.554025f, within(1e-5f));
    }

    @Test
    void ranpacIsRidgeOnItsFeatures() {
        int[] labels = Learning.labels(1, 300, 3);
        float[] embeddings = Learning.stretchedClusters(1, labels, 3, 4);
        RanPac head = new RanPac(20, 7, List.of(0.5));
        Moments moments = Learning.moments(head, 3, 4, embeddings, labels);
        LinearRule rule = (LinearRule) head.solve(moments);
        LinearRule ridge = (LinearRule) new Ridge(0.5).solve(moments.whole());
        assertThat(rule.weights()).isEqualTo(ridge.weights());
        float[] features = head.features(4, Grid.DEFAULT, 300).map(embeddings, 300);
        assertThat(Learning.scores(head, rule, 4, embeddings))
                .isEqualTo(Learning.scores(new Ridge(0.5), ridge, 20, java.util.Arrays.copyOf(features, 300 * 20)));
    }

    /** Hendryx and others' code ends at 0.4167, since its clients send means that already hold the server's. */
    @Test
    void fiveClientsOfThirtyOnesMoveAPrototypeOfThirtyZerosToFiveSixths() {
        Prototypes head = new Prototypes();
        PrototypeMemory memory = new PrototypeMemory(1, 1, Grid.DEFAULT);
        memory.learn(Learning.moments(head, 1, 1, new float[30], new int[30]));
        float[] ones = new float[30];
        java.util.Arrays.fill(ones, 1);
        Moments delta = Learning.moments(head, 1, 1, ones, new int[30]);
        double blended = 0;
        for (int client = 0; client < 5; client++) {
            memory.learn(delta);
            double clientsMean = 0 + 30 / (30.0 + 30) * (1 - 0);
            blended += 30 * clientsMean / 180;
        }
        assertThat(blended).isCloseTo(0.4167, within(1e-4));
        assertThat(memory.count(0)).isEqualTo(180);
        assertThat(memory.prototype(0)[0]).isEqualTo(150.0 / 180);
        memory.forget(delta);
        assertThat(memory.prototype(0)[0]).isEqualTo(120.0 / 150);
    }

    static Stream<Head> heads() {
        return Stream.of(
                new NearestClassMean(),
                new Cosine(),
                new Prototypes(),
                Slda.defaults(),
                FeCam.defaults(),
                Ridge.defaults(),
                new RanPac(10, 1, RanPac.defaults().lambdas()),
                ClassGaussian.defaults(),
                ModernHopfield.defaults());
    }

    @ParameterizedTest
    @MethodSource("heads")
    void aHeadOfNoExamplesIsTheUsersMistake(Head head) {
        Moments refusedOnly = Learning.moments(head, 2, 2, new float[] {Float.NaN, 0}, 0);
        // What a ReLU makes of NaN is NaN.
        assertThatThrownBy(() -> head.solve(refusedOnly))
                .isInstanceOf(UserMistake.class)
                .hasMessage("a head cannot be made of no examples (1 were refused as NaN or beyond 127.99994); give it "
                        + "examples before it is asked");
    }

    @ParameterizedTest
    @MethodSource("heads")
    void aClassThatWasNotSeenIsNeverPredicted(Head head) {
        int[] labels = Learning.labels(3, 200, 3);
        for (int i = 0; i < labels.length; i++) {
            labels[i] = labels[i] == 1 ? 2 : labels[i];
        }
        float[] embeddings = Learning.stretchedClusters(3, labels, 3, 4);
        ScoringRule rule = head.solve(Learning.moments(head, 3, 4, embeddings, labels));
        assertThat(rule.seen(0) && rule.seen(2)).isTrue();
        assertThat(rule.seen(1)).isFalse();
        float[] scores = Learning.scores(head, rule, 4, embeddings);
        for (int row = 0; row < labels.length; row++) {
            assertThat(scores[row * 3 + 1]).isEqualTo(UNSEEN);
            assertThat(scores[row * 3]).isFinite();
        }
    }

    @Test
    void aSingularGramMatrixNamesLambdaAndTheCure() {
        float[] alike = {1, 1, 2, 2, 3, 3};
        Moments moments = Learning.moments(new Ridge(0), 2, 2, alike, 0, 1, 0);
        assertThatThrownBy(() -> new Ridge(0).solve(moments))
                .isInstanceOf(UserMistake.class)
                .hasMessage(
                        "ridge: with lambda = 0.0 the Gram matrix is singular, not positive definite; raise lambda (1 is "
                                + "usual)");
        RanPac projected = new RanPac(3, 1, List.of(0.0));
        Moments features = Learning.moments(projected, 2, 1, new float[] {1, 1, 1}, 0, 1, 0);
        assertThatThrownBy(() -> projected.solve(features))
                .isInstanceOf(UserMistake.class)
                .hasMessageStartingWith("ranpac: with lambda = 0.0 the Gram matrix is singular");
        Moments constant = Learning.moments(new Slda(0), 1, 1, new float[] {1, 1}, 0, 0);
        assertThatThrownBy(() -> new Slda(0).solve(constant))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("shrinkage = 0.0 is not positive definite; raise shrinkage");
    }

    @Test
    void aClassWithoutSpreadNamesItselfAndTheCure() {
        FeCam fecam = FeCam.defaults();
        Moments one = Learning.moments(fecam, 4, 1, new float[] {1}, 3);
        assertThatThrownBy(() -> fecam.solve(one))
                .isInstanceOf(UserMistake.class)
                .hasMessageStartingWith("fecam: the covariance of class 3 (1 examples) has no inverse");
        ClassGaussian gaussian = new ClassGaussian(0, 0);
        assertThatThrownBy(() -> gaussian.solve(one))
                .isInstanceOf(UserMistake.class)
                .hasMessageStartingWith("gaussian: the covariance of class 3 (1 examples) has no inverse");
    }

    @Test
    void settingsOutOfRangeAreTheUsersMistake() {
        assertThatThrownBy(() -> new Ridge(-1)).hasMessage("lambda must be in [0, infinity) but was -1.0");
        assertThatThrownBy(() -> new RanPac(0, 1, List.of(1.0))).hasMessage("projections must be >= 1 but was 0");
        assertThatThrownBy(() -> new RanPac(1, 1, List.of()))
                .hasMessage("lambdas must be a list of at least one number but was []");
        assertThatThrownBy(() -> new Slda(2)).hasMessage("shrinkage must be in [0, 1] but was 2.0");
        assertThatThrownBy(() -> new FeCam(1, 1, 0)).hasMessage("power must be in (0, 1] but was 0.0");
        assertThatThrownBy(() -> new Grid(21)).hasMessage("bits must be in [0, 20] but was 21");
    }
}
