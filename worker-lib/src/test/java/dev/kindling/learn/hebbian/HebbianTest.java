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
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

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
            float[] examples = new float[each * size];
            for (int i = 0; i < examples.length; i++) {
                boolean kept = quality == 1 || random.nextDouble() < (1 + quality) / 2;
                examples[i] = kept ? patterns[k][i % size] : -patterns[k][i % size];
            }
            int[] labels = new int[each];
            Arrays.fill(labels, k);
            accumulator.add(examples, each, labels);
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

    /** Mean overlap with the archetype after retrieval that begins at it, over the first 50 patterns. */
    private static double retrieved(Storage storage, Moments sums, float[][] patterns) {
        double[] couplings = storage.wantsSecondMoments() ? Archetypes.couplings(sums) : NONE;
        Memory memory = storage.of(Archetypes.of(sums), couplings);
        int asked = Math.min(50, patterns.length);
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
    @CsvSource({"0.05, 0.995, 1.001", "0.10, 0.97, 1.001", "0.20, 0.2, 0.65", "0.30, 0.2, 0.5"})
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

    /**
     * Overlaps of 600 spins after 10 steps from the archetype, a simulation of others: quality r, load K / N, M examples of each; supervised couplings want M
     * far above 1 / r^2, unsupervised ones also M far above K / (N r^4). Supervision pays where examples are noisy and the load is high. In between overlaps hang on how spins move, there
     * one after another.
     */
    @ParameterizedTest
    @CsvSource({
        "0.5, 0.02, 5, 0.71, 0.74, 0.05",
        "0.5, 0.02, 25, 0.98, 0.98, 0.05",
        "0.5, 0.02, 100, 1.00, 1.00, 0.05",
        "0.2, 0.08, 100, 0.60, 0.58, 0.10",
        "0.2, 0.08, 400, 0.98, 0.86, 0.05"
    })
    void overlapsRiseWithExamplesAndATeacherPaysWhereTheyAreNoisyAndTheLoadIsHigh(
            double quality, double load, int each, double supervised, double unsupervised, double near) {
        float[][] patterns = patterns((int) (600 * load), 600, 0);
        Moments sums = sums(patterns, each, quality, SecondMoments.SHARED);
        double taught = retrieved(new Storage.Supervised(), sums, patterns);
        double alone = retrieved(new Storage.Unsupervised(), sums, patterns);
        assertThat(taught).isCloseTo(supervised, within(near));
        assertThat(alone).isCloseTo(unsupervised, within(near));
    }

    /** Below the critical load a memory repairs what is damaged; at the archetype itself it had only to stay. */
    @ParameterizedTest
    @MethodSource("belowTheirLoad")
    void aDamagedPatternIsRepaired(Storage storage, int count, double damage) {
        int size = 400;
        float[][] patterns = patterns(count, size, 0);
        Memory memory = storage.of(Archetypes.of(sums(patterns, 1, 1, SecondMoments.NONE)), NONE);
        RandomStream random = RandomStream.of(13, "damage");
        for (int k = 0; k < 10; k++) {
            double[] state = state(patterns[k]);
            for (int i = 0; i < size; i++) {
                state[i] = random.nextDouble() < damage ? -state[i] : state[i];
            }
            assertThat(overlap(patterns[k], state)).isLessThan(1 - damage);
            memory.retrieve(state, 20);
            assertThat(overlap(patterns[k], state)).isGreaterThan(0.98);
        }
    }

    static Stream<Arguments> belowTheirLoad() {
        return Stream.of(
                Arguments.of(new Storage.Supervised(), 20, 0.25),
                Arguments.of(new Storage.PseudoInverse(0), 80, 0.1),
                Arguments.of(new Storage.Dense(4), 400, 0.25));
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
        float[][] patterns = patterns(3, 4000, d);
        Memory memory = new Storage.Supervised().of(Archetypes.of(sums(patterns, 1, 1, SecondMoments.NONE)), NONE);
        double[] hierarchy = layered(patterns);
        double[] state = hierarchy.clone();
        RandomStream random = RandomStream.of(13, "damage");
        for (int i = 0; i < state.length; i++) {
            state[i] = random.nextDouble() < 0.15 ? -state[i] : state[i];
        }
        assertThat(overlap(patterns[0], state)).isLessThan(0.55);
        memory.retrieve(state, 20);
        for (int k = 0; k < 3; k++) {
            assertThat(overlap(patterns[k], state)).isCloseTo(Math.pow(d, k) * (1 - d), within(0.04));
        }
    }

    /** Spins of the first pattern, where that has none those of the next; 1 where no pattern has one. */
    private static double[] layered(float[][] patterns) {
        double[] state = new double[patterns[0].length];
        Arrays.fill(state, 1);
        for (int k = patterns.length - 1; k >= 0; k--) {
            for (int i = 0; i < state.length; i++) {
                state[i] = patterns[k][i] == 0 ? state[i] : patterns[k][i];
            }
        }
        return state;
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
