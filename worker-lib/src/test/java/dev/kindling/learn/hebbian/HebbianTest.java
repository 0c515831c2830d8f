package dev.kindling.learn.hebbian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.fault.UserMistake;
import dev.kindling.fixedpoint.Grid;
import dev.kindling.head.Moments;
import dev.kindling.head.MomentsAccumulator;
import dev.kindling.head.MomentsFormat;
import dev.kindling.head.SecondMoments;
import dev.kindling.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Retrieval from sums of spins against what the statistical mechanics of these networks says. */
class HebbianTest {

    private static final double[] NONE = {};

    private static float[][] patterns(int count, int size, double dilution) {
        RandomStream random = RandomStream.of(11, "patterns", count, size);
        float[][] patterns = new float[count][size];
        for (float[] pattern : patterns) {
            for (int i = 0; i < size; i++) {
                pattern[i] = random.nextDouble() < dilution ? 0 : random.nextInt(2) * 2 - 1;
            }
        }
        return patterns;
    }

    /** Sums of {@code each} examples of each pattern, a spin right with probability (1 + quality) / 2. */
    private static Moments sums(float[][] patterns, int each, double quality, SecondMoments second) {
        int size = patterns[0].length;
        MomentsFormat format = new MomentsFormat(patterns.length, size, second, false, new Grid(0));
        Moments moments = new Moments(format);
        MomentsAccumulator accumulator = new MomentsAccumulator(format);
        accumulator.open(moments);
        for (int k = 0; k < patterns.length; k++) {
            RandomStream random = RandomStream.of(12, "examples", k);
            float[] example = new float[size];
            for (int a = 0; a < each; a++) {
                for (int i = 0; i < size; i++) {
                    boolean kept = quality == 1 || random.nextDouble() < (1 + quality) / 2;
                    example[i] = kept ? patterns[k][i] : -patterns[k][i];
                }
                accumulator.add(example, 1, new int[] {k});
            }
        }
        accumulator.flush();
        return moments;
    }

    @Test
    void archetypesThatAddUpToZeroHaveNoInverse() {
        assertThatThrownBy(() -> new HebbianNetwork(new Storage.PseudoInverse(0), 0.5, 1, true))
                .isInstanceOf(UserMistake.class)
                .hasMessageStartingWith(
                        "storage.lambda: expected above 0, found 0.0, in hebbian with centred archetypes");
        assertThat(new HebbianNetwork(new Storage.PseudoInverse(0), 0.5, 1, false).centred())
                .isFalse();
    }

    private static double[] state(float[] pattern) {
        double[] state = new double[pattern.length];
        for (int i = 0; i < state.length; i++) {
            state[i] = pattern[i];
        }
        return state;
    }

    private static double overlap(float[] pattern, double[] state) {
        double sum = 0;
        for (int i = 0; i < state.length; i++) {
            sum += pattern[i] * state[i];
        }
        return sum / state.length;
    }

    /** Mean overlap with the archetype after retrieval that begins at it, over the first patterns. */
    private static double retrieved(Storage storage, Moments sums, float[][] patterns) {
        double[] couplings = storage.wantsSecondMoments() ? Archetypes.couplings(sums) : NONE;
        Memory memory = storage.of(Archetypes.of(sums), couplings);
        int asked = Math.min(10, patterns.length);
        double mean = 0;
        for (int k = 0; k < asked; k++) {
            double[] state = state(patterns[k]);
            memory.retrieve(state, 20);
            mean += overlap(patterns[k], state) / asked;
        }
        return mean;
    }

    /** Amit, Gutfreund, Sompolinsky 1985: below 0.138 N patterns overlaps stay near 1, above they fall. */
    @ParameterizedTest
    @CsvSource({"0.05, 0.995, 1", "0.10, 0.97, 1", "0.20, 0.2, 0.65", "0.30, 0.2, 0.5"})
    void pairwiseCouplingsStoreUntilTheCriticalLoad(double load, double least, double most) {
        int size = 500;
        float[][] patterns = patterns((int) (load * size), size, 0);
        double overlap = retrieved(new Storage.Supervised(), sums(patterns, 1, 1, SecondMoments.NONE), patterns);
        assertThat(overlap).isBetween(least, most);
    }

    /** With one example a class, a teacher has nothing to tell: both couplings are the same sum. */
    @Test
    void supervisedAndUnsupervisedCouplingsOfOneExampleEachRetrieveTheSameStates() {
        float[][] patterns = patterns(20, 150, 0);
        Moments sums = sums(patterns, 1, 1, SecondMoments.SHARED);
        Memory taught = new Storage.Supervised().of(Archetypes.of(sums), NONE);
        Memory alone = new Storage.Unsupervised().of(Archetypes.of(sums), Archetypes.couplings(sums));
        for (float[] pattern : patterns) {
            double[] one = state(pattern);
            double[] other = state(pattern);
            taught.retrieve(one, 5);
            alone.retrieve(other, 5);
            assertThat(one).isEqualTo(other);
        }
    }

    /** Quality 0.2 at load 0.08: supervision pays; quality 0.5 at load 0.02: 5 examples are few, 25 enough for both. */
    @Test
    void aTeacherPaysWhereExamplesAreNoisyAndTheLoadIsHigh() {
        float[][] many = patterns(16, 200, 0);
        Moments noisy = sums(many, 400, 0.2, SecondMoments.SHARED);
        double taught = retrieved(new Storage.Supervised(), noisy, many);
        double alone = retrieved(new Storage.Unsupervised(), noisy, many);
        assertThat(taught).isGreaterThan(0.95);
        assertThat(alone).isLessThan(taught - 0.1);

        float[][] few = patterns(4, 200, 0);
        for (Storage storage : new Storage[] {new Storage.Supervised(), new Storage.Unsupervised()}) {
            double little = retrieved(storage, sums(few, 5, 0.5, SecondMoments.SHARED), few);
            double enough = retrieved(storage, sums(few, 25, 0.5, SecondMoments.SHARED), few);
            assertThat(little).isBetween(0.6, 0.9);
            assertThat(enough).isGreaterThan(0.95);
        }
    }

    /** Twice as many patterns as spins: far above what pairs can hold, far below N^3. */
    @Test
    void interactionsOfFourSpinsStoreMorePatternsThanThereAreSpins() {
        float[][] patterns = patterns(200, 100, 0);
        Moments sums = sums(patterns, 1, 1, SecondMoments.NONE);
        assertThat(retrieved(new Storage.Dense(4), sums, patterns)).isGreaterThan(0.99);
        assertThat(retrieved(new Storage.Supervised(), sums, patterns)).isLessThan(0.5);
    }

    @Test
    void thePseudoInverseMakesEveryPatternAFixedPointFarAboveTheHebbianLoad() {
        float[][] patterns = patterns(60, 120, 0);
        Moments sums = sums(patterns, 1, 1, SecondMoments.NONE);
        Memory memory = new Storage.PseudoInverse(0).of(Archetypes.of(sums), NONE);
        for (float[] pattern : patterns) {
            double[] state = state(pattern);
            assertThat(memory.retrieve(state, 5)).isZero();
        }
        assertThat(retrieved(new Storage.Supervised(), sums, patterns)).isLessThan(0.8);
    }

    /** Agliari et al. 2012, mild dilution d: the k-th pattern is retrieved with amplitude d^(k-1) (1 - d), all at once. */
    @Test
    void dilutedPatternsAreRetrievedTogetherInAHierarchy() {
        double d = 0.3;
        int size = 4000;
        float[][] patterns = patterns(3, size, d);
        Memory memory = new Storage.Supervised().of(Archetypes.of(sums(patterns, 1, 1, SecondMoments.NONE)), NONE);
        double[] state = new double[size];
        for (int i = 0; i < size; i++) {
            for (int k = 2; k >= 0; k--) {
                state[i] = patterns[k][i] == 0 ? state[i] : patterns[k][i];
            }
            state[i] = state[i] == 0 ? 1 : state[i];
        }
        double[] begun = state.clone();
        memory.retrieve(state, 20);
        for (int k = 0; k < 3; k++) {
            assertThat(overlap(patterns[k], state)).isCloseTo(Math.pow(d, k) * (1 - d), within(0.04));
        }
        assertThat(state).isEqualTo(begun);
    }

    @Test
    void aSmallBetaRetrievesTheMeanOfAllAndALargeOneASinglePattern() {
        float[][] patterns = patterns(30, 64, 0);
        double[][] archetypes = Archetypes.of(sums(patterns, 1, 1, SecondMoments.NONE));
        double[] noisy = state(patterns[3]);
        for (int i = 0; i < 12; i++) {
            noisy[i] = -noisy[i];
        }
        double[] single = noisy.clone();
        new Storage.Continuous(1).of(archetypes, NONE).retrieve(single, 1);
        assertThat(single).containsExactly(state(patterns[3]), within(1e-6));

        double[] mean = noisy.clone();
        new Storage.Continuous(1e-9).of(archetypes, NONE).retrieve(mean, 1);
        for (int i = 0; i < 64; i++) {
            double sum = 0;
            for (float[] pattern : patterns) {
                sum += pattern[i];
            }
            assertThat(mean[i]).isCloseTo(sum / 30, within(1e-6));
        }
    }

    /** Class 0 is (1, 1, -1) and (1, -1, -1), class 1 is (-1, -1, -1). */
    @Test
    void archetypesAndCouplingsAreThoseWorkedByHandAndWhatIsTakenOutWasNeverThere() {
        MomentsFormat format = new MomentsFormat(2, 3, SecondMoments.SHARED, false, new Grid(0));
        Moments sums = of(format, new float[] {1, 1, -1, 1, -1, -1, -1, -1, -1}, 0, 0, 1);
        assertThat(Archetypes.of(sums)).isDeepEqualTo(new double[][] {{1, 0, -1}, {-1, -1, -1}});
        double third = 1.0 / 9;
        assertThat(Archetypes.couplings(sums))
                .containsExactly(new double[] {0, third, -third, third, 0, third, -third, third, 0}, within(1e-15));
        sums.subtract(of(format, new float[] {1, -1, -1}, 0));
        Moments without = of(format, new float[] {1, 1, -1, -1, -1, -1}, 0, 1);
        assertThat(sums.words()).isEqualTo(without.words());
        assertThat(Archetypes.of(sums)).isDeepEqualTo(Archetypes.of(without));
        assertThat(Archetypes.couplings(sums)).isEqualTo(Archetypes.couplings(without));
    }

    private static Moments of(MomentsFormat format, float[] spins, int... labels) {
        Moments moments = new Moments(format);
        MomentsAccumulator accumulator = new MomentsAccumulator(format);
        accumulator.open(moments);
        accumulator.add(spins, labels.length, labels);
        accumulator.flush();
        return moments;
    }
}
