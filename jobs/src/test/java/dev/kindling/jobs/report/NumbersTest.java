package dev.kindling.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
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
    void everyClientFallsIntoOneBin() {
        List<Double> accuracies =
                IntStream.rangeClosed(0, 100).mapToObj(i -> i / 100.0).toList();

        Histogram histogram = Histogram.of(accuracies);

        assertThat(histogram.counts().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(101);
        assertThat(Histogram.of(List.of(0.0, 1.0)).counts()).startsWith(1, 0).endsWith(0, 1);
        assertThat(histogram.labels()).startsWith("0\u20135").endsWith("95\u2013100");
    }
}
