package dev.kindling.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0 B",
                "999 | 999 B",
                "1000 | 1.0 kB",
                "999949 | 999.9 kB",
                "999950 | 1.0 MB",
                "12400000 | 12.4 MB",
                "9223372036854775807 | 9.2 EB"
            })
    void bytesKeepOneDigitBehindThePoint(long bytes, String text) {
        assertThat(Numbers.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0 ms",
                "0.32 | 320 ms",
                "0.9996 | 1.0 s",
                "3.24 | 3.2 s",
                "59.94 | 59.9 s",
                "59.96 | 1 min 00 s",
                "134 | 2 min 14 s",
                "3599.7 | 1 h 00 min",
                "7380 | 2 h 03 min",
                "NaN | n/a"
            })
    void secondsTakeTheUnitThatFits(double seconds, String text) {
        assertThat(Numbers.seconds(seconds)).isEqualTo(text);
    }

    @Test
    void sharesAndCountsReadLikeText() {
        assertThat(Numbers.percent(0.97312)).isEqualTo("97.31 %");
        assertThat(Numbers.percent(null)).isEqualTo("n/a");
        assertThat(Numbers.count(1_234_567)).isEqualTo("1,234,567");
        assertThat(Numbers.decimal(Double.POSITIVE_INFINITY, 2)).isEqualTo("n/a");
    }

    @Test
    void barsOfAHistogramAreLabelledWithTheirBounds() {
        Histogram histogram = Histogram.of(Collections.nCopies(50, 2_000L));

        assertThat(histogram.counts()).hasSize(50).containsOnly(2_000L);
        assertThat(histogram.labels()).startsWith("0\u20132").endsWith("98\u2013100");
        assertThat(Histogram.of(List.of(1L, 2L, 3L)).labels()).startsWith("0\u201333.3");
    }
}
