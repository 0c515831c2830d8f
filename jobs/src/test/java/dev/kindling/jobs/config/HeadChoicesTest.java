package dev.kindling.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kindling.data.formats.Idx;
import dev.kindling.head.ClassGaussian;
import dev.kindling.head.Cosine;
import dev.kindling.head.FeCam;
import dev.kindling.head.Head;
import dev.kindling.head.KeySource;
import dev.kindling.head.KeyValueBottleneck;
import dev.kindling.head.ModernHopfield;
import dev.kindling.head.NearestClassMean;
import dev.kindling.head.Prototypes;
import dev.kindling.head.RanPac;
import dev.kindling.head.Ridge;
import dev.kindling.head.Slda;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HeadChoicesTest {

    private static final ObjectMapper MAPPER = ConfigMapper.create();

    static Stream<Arguments> choices() {
        return Stream.of(
                Arguments.of("'nearest-class-mean'", new NearestClassMean()),
                Arguments.of("'cosine'", new Cosine()),
                Arguments.of("'prototypes'", new Prototypes()),
                Arguments.of("'slda'", new Slda(1e-4)),
                Arguments.of("{'type': 'fecam', 'power': 1}", new FeCam(1, 1, 1)),
                Arguments.of("{'type': 'ridge', 'lambda': 0.5}", new Ridge(0.5)),
                Arguments.of(
                        "{'type': 'ranpac', 'projections': 10, 'seed': 3, 'lambdas': [1, 0.1]}",
                        new RanPac(10, 3, List.of(1.0, 0.1))),
                Arguments.of("'gaussian'", new ClassGaussian(0.1, 1e-4)),
                Arguments.of("{'type': 'hopfield', 'steps': 3}", new ModernHopfield(0, 3)),
                Arguments.of(
                        "'key-value-bottleneck'",
                        new KeyValueBottleneck(64, 64, 14, 1, 10, 1, new KeySource.FirstExamples())),
                Arguments.of(
                        "{'type': 'key-value-bottleneck', 'books': 3, 'keys': 'random'}",
                        new KeyValueBottleneck(3, 64, 14, 1, 10, 1, new KeySource.RandomKeys())),
                Arguments.of(
                        "{'type': 'key-value-bottleneck', 'keys': {'type': 'data-set', 'data': {'type': 'idx', 'path': 'm'}}}",
                        new KeyValueBottleneck(64, 64, 14, 1, 10, 1, new KeySource.OtherExamples(new Idx("m", 10)))));
    }

    @ParameterizedTest
    @MethodSource("choices")
    void aNameMeetsItsHeadAndComesBackFromWhatIsWritten(String section, Head expected) throws IOException {
        Head head = MAPPER.readValue(section.replace('\'', '"'), Head.class);
        assertThat(head).isEqualTo(expected);
        String written = MAPPER.writerFor(Head.class).writeValueAsString(head);
        assertThat(MAPPER.readValue(written, Head.class)).isEqualTo(expected);
    }

    @Test
    void anUnknownHeadNamesTheKnownOnes() {
        assertThatThrownBy(() -> MAPPER.readValue("\"sldaa\"", Head.class))
                .hasMessageContaining(
                        "the type of head must be one of nearest-class-mean, cosine, prototypes, slda, fecam, "
                                + "ridge, ranpac, gaussian, hopfield, key-value-bottleneck but was \"sldaa\"");
    }
}
