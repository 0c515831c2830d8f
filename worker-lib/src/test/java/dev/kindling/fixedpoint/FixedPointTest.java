package dev.kindling.fixedpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FixedPointTest {

    @ParameterizedTest
    @CsvSource({
        "0, 54",
        "1.4e-45, 54",
        "0.5, 54",
        "1, 54",
        "1.0000001, 53",
        "1.9999999, 53",
        "2, 52",
        "3.5, 52",
        "255, 46",
        "3.4028235e38, -74"
    })
    void theScaleLeavesEightBitsOverTheLargestMagnitude(float largest, int bits) {
        assertThat(FixedPoint.bitsFor(largest)).isEqualTo(bits);
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, -1})
    void whatIsNoMagnitudeHasNoScale(float largest) {
        assertThatThrownBy(() -> FixedPoint.bitsFor(largest))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("fixed point needs a finite magnitude >= 0 but got " + largest);
    }

    @Property
    void theLargestMagnitudeTimesTheHeadRoomStaysWithinTheLimit(@ForAll @FloatRange(min = 0) @Scale(6) float largest) {
        double limit = FixedPoint.limit(FixedPoint.bitsFor(largest));
        double headRoom = Math.scalb(1.0, FixedPoint.HEAD_ROOM_BITS);
        assertThat(largest * headRoom).isLessThanOrEqualTo(limit);
        // And no more than one bit is given away, where 1 counts as the least.
        assertThat(2 * Math.max(largest, 1) * headRoom).isGreaterThanOrEqualTo(limit);
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0", "1.5, 2", "2.5, 2", "-0.5, 0", "-1.5, -2", "0.500001, 1", "-7.25, -7"})
    void halvesAreRoundedToTheEvenInteger(double value, long word) {
        assertThat(FixedPoint.encode(value, 0)).isEqualTo(word);
        assertThat(FixedPoint.encode(Math.scalb(value, -30), 30)).isEqualTo(word);
    }

    @Property
    void aRoundTripIsWithinHalfAUnit(@ForAll @DoubleRange(min = -255.9, max = 255.9) @Scale(17) double value) {
        double back = FixedPoint.decode(FixedPoint.encode(value, 54), 54);
        assertThat(Math.abs(back - value)).isLessThanOrEqualTo(Math.scalb(0.5, -54));
        double coarse = FixedPoint.decode(FixedPoint.encode(value, 20), 20);
        assertThat(Math.abs(coarse - value)).isLessThanOrEqualTo(Math.scalb(0.5, -20));
    }

    @Property
    void aFloatOfTheModelsMagnitudeComesBackUnchanged(
            @ForAll @FloatRange(min = 0.001f, max = 1) @Scale(9) float value) {
        assertThat((float) FixedPoint.decode(FixedPoint.encode(value, 54), 54)).isEqualTo(value);
    }

    @Test
    void twoValuesBelowTheLimitNeverWrap() {
        int bits = FixedPoint.bitsFor(1);
        long word = FixedPoint.encode(Math.nextDown(FixedPoint.limit(bits)), bits);
        assertThat(word).isPositive();
        assertThat(word + word).isPositive();
        assertThat(FixedPoint.limit(bits)).isEqualTo(256);
    }
}
