package dev.kindling.jobs.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.aggregation.Aggregation;
import dev.kindling.aggregation.ClippedMean;
import dev.kindling.aggregation.GeometricMedian;
import dev.kindling.aggregation.Krum;
import dev.kindling.aggregation.Mean;
import dev.kindling.aggregation.Median;
import dev.kindling.aggregation.MultiKrum;
import dev.kindling.aggregation.TrimmedMean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MergeTest {

    private static final String EXPERIMENT =
            """
            rounds = 1
            clients = 20
            data { type = idx, path = mnist }
            learner { type = backprop }
            algorithm = fedavg
            """;

    static Stream<Arguments> choices() {
        return Stream.of(
                Arguments.of(List.of(), new Mean()),
                Arguments.of(List.of("merge=mean"), new Mean()),
                Arguments.of(List.of("merge=median"), new Median()),
                Arguments.of(List.of("merge=trimmed-mean"), new TrimmedMean(0.2)),
                Arguments.of(List.of("merge.type=trimmed-mean", "merge.trim=0.4"), new TrimmedMean(0.4)),
                Arguments.of(List.of("merge.type=krum", "merge.byzantine=3"), new Krum(3)),
                Arguments.of(List.of("merge={type=multi-krum,keep=5}"), new MultiKrum(0.2, 5)),
                Arguments.of(List.of("merge=geometric-median"), new GeometricMedian(100, 1e-5)),
                Arguments.of(List.of("merge={type=clipped-mean,norm=2}"), new ClippedMean(2)));
    }

    @ParameterizedTest
    @MethodSource("choices")
    void aNameMeetsItsRuleAndComesBackFromWhatIsWritten(List<String> overrides, Aggregation expected)
            throws IOException {
        ConfigReader reader = new ConfigReader();
        RunConfig config =
                reader.read(path -> new ByteArrayInputStream(EXPERIMENT.getBytes(UTF_8)), "EXPERIMENT", overrides);
        assertThat(config.merge()).isEqualTo(expected);
        assertThat(reader.readAgain(reader.write(config), "WRITTEN", null, List.of()))
                .isEqualTo(config);
    }
}
