package dev.kindling.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.fixedpoint.FixedPoint;
import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpdateSumTest {

    private static final int LAST = Rehearsal.SIZE - 1;

    @ParameterizedTest
    @ValueSource(
            floats = {
                Float.NaN,
                Float.POSITIVE_INFINITY,
                Float.NEGATIVE_INFINITY,
                Float.MAX_VALUE,
                -Float.MAX_VALUE,
                257,
                -257
            })
    void anUpdateThatIsNotFiniteOrTooLargeIsRefusedAndNothingIsAdded(float bad) {
        // In the last block, behind two that are in order.
        float[] trained = Rehearsal.trained(1);
        trained[LAST] = bad;
        UpdateSum sum = UpdateSum.empty(Rehearsal.SIZE);
        assertThat(sum.add(Rehearsal.model().values(), trained, 0.5, Rehearsal.scales()))
                .isFalse();
        assertThat(sum.words()).containsOnly(0);
    }

    @Test
    void theLimitItselfIsRefusedAndTheNextSmallerValueIsNot() {
        float[] zero = new float[Rehearsal.SIZE];
        float[] trained = new float[Rehearsal.SIZE];
        int bits = Rehearsal.scales().bits().get(2);
        float limit = (float) FixedPoint.limit(bits);
        for (float sign : new float[] {1, -1}) {
            trained[LAST] = sign * limit;
            assertThat(UpdateSum.empty(Rehearsal.SIZE).add(zero, trained, 1, Rehearsal.scales()))
                    .isFalse();
            trained[LAST] = sign * Math.nextDown(limit);
            UpdateSum sum = UpdateSum.empty(Rehearsal.SIZE);
            assertThat(sum.add(zero, trained, 1, Rehearsal.scales())).isTrue();
            assertThat(FixedPoint.decode(sum.words()[LAST], bits)).isEqualTo(trained[LAST]);
        }
    }

    @Test
    void aDifferenceThatOverflowsIsRefusedThoughBothEndsAreFinite() {
        float[] global = new float[Rehearsal.SIZE];
        float[] trained = new float[Rehearsal.SIZE];
        global[0] = Float.MAX_VALUE;
        trained[0] = -Float.MAX_VALUE;
        BlockScales widest = new BlockScales(
                Rehearsal.scales().ends(), java.util.List.of(FixedPoint.bitsFor(Float.MAX_VALUE), 0, 0));
        assertThat(UpdateSum.empty(Rehearsal.SIZE).add(global, trained, 1, widest))
                .isFalse();
    }

    @Test
    void aWordIsWithinHalfAUnitAndTheRoundingOfTwoDoubles() {
        float[] global = Rehearsal.model().values();
        for (int client = 0; client < 200; client++) {
            float[] trained = Rehearsal.trained(client);
            long[] words = Rehearsal.sum(client).words();
            for (int i = 0; i < words.length; i++) {
                int bits = Rehearsal.scales().bits().get(i < 3 ? 0 : i < 7 ? 1 : 2);
                BigDecimal exact = new BigDecimal(trained[i])
                        .subtract(new BigDecimal(global[i]))
                        .multiply(BigDecimal.valueOf(Rehearsal.weight(client)))
                        .divide(BigDecimal.valueOf(Rehearsal.TOTAL_WEIGHT), MathContext.DECIMAL128)
                        .multiply(new BigDecimal(2).pow(bits));
                double error = exact.subtract(new BigDecimal(words[i])).abs().doubleValue();
                assertThat(error)
                        .isLessThanOrEqualTo(0.5 + 0x1p-52 * exact.abs().doubleValue());
            }
        }
    }

    @Test
    void sumsOverDifferentRangesAreNotMixed() {
        UpdateSum sum = Rehearsal.sum(1);
        UpdateSum part = sum.slice(2, 5);
        assertThat(part.offset()).isEqualTo(2);
        assertThatThrownBy(() -> sum.add(part))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("update sums over different ranges: [0, +10) and [2, +3)");
        assertThatThrownBy(() -> part.subtract(sum)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSumOfSeveralPiecesHoldsTheWordsOfSumsOverItsParts() {
        int size = 2 * UpdateSum.PIECE + 3;
        int boundary = UpdateSum.PIECE + 1;
        BlockScales scales = new BlockScales(java.util.List.of(boundary, size), java.util.List.of(54, 40));
        float[] global = new float[size];
        float[] trained = new float[size];
        for (int i = 0; i < size; i++) {
            global[i] = 0.001f * (i % 1009);
            trained[i] = 0.003f * (i % 997);
        }
        UpdateSum sum = UpdateSum.empty(size);
        assertThat(sum.add(global, trained, 0.25, scales)).isTrue();
        UpdateSum other = UpdateSum.empty(size);
        assertThat(other.add(trained, global, 0.5, scales)).isTrue();
        sum.add(other);
        sum.add(other);
        sum.subtract(other);
        sum.subtract(other);

        long[] all = sum.slice(0, size).words();
        for (int i = 0; i < size; i++) {
            int bits = i < boundary ? 54 : 40;
            assertThat(all[i] == (long) Math.rint(Math.scalb(0.25, bits) * ((double) trained[i] - global[i])))
                    .as("word %d", i)
                    .isTrue();
        }
        assertThatThrownBy(sum::words).isInstanceOf(IllegalStateException.class).hasMessageContaining("3 pieces");
    }

    @Test
    void aSliceThatIsAPieceIsNoCopyAndOthersAre() {
        UpdateSum sum = UpdateSum.empty(2 * UpdateSum.PIECE + 3);
        UpdateSum second = sum.slice(UpdateSum.PIECE, 2 * UpdateSum.PIECE);
        assertThat(second.words()).isSameAs(sum.pieces()[1]);
        assertThat(second.offset()).isEqualTo(UpdateSum.PIECE);
        UpdateSum across = sum.slice(UpdateSum.PIECE - 2, UpdateSum.PIECE + 2);
        across.words()[0] = 1;
        assertThat(sum.pieces()[0][UpdateSum.PIECE - 2]).isZero();
        assertThat(sum.slice(2 * UpdateSum.PIECE, sum.length()).words()).hasSize(3);
    }
}
