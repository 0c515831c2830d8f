package dev.kindling.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kindling.federated.RoundMethod;
import dev.kindling.learn.Learner;
import dev.kindling.learn.closedform.CaFo;
import dev.kindling.learn.closedform.ClosedForm;
import dev.kindling.learn.closedform.ForwardProjection;
import dev.kindling.learn.hebbian.HebbianNetwork;
import dev.kindling.learn.hebbian.Storage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ClosedFormChoicesTest {

    private static final ObjectMapper MAPPER = ConfigMapper.create();

    static Stream<Arguments> choices() {
        return Stream.of(
                Arguments.of("'cafo'", CaFo.defaults()),
                Arguments.of(
                        "{'type': 'forward-projection', 'hidden': [3], 'potential': 'tanh', 'lambda': 2}",
                        new ForwardProjection(List.of(3), ForwardProjection.Potential.TANH, 2)),
                Arguments.of("'hebbian'", HebbianNetwork.defaults()),
                Arguments.of(
                        "{'type': 'hebbian', 'storage': {'type': 'dense', 'power': 6}, 'steps': 2}",
                        new HebbianNetwork(new Storage.Dense(6), 0.5, 2, true)));
    }

    @ParameterizedTest
    @MethodSource("choices")
    void aNameMeetsItsLearnerAndComesBackFromWhatIsWritten(String section, Learner expected) throws IOException {
        Learner learner = MAPPER.readValue(section.replace('\'', '"'), Learner.class);
        assertThat(learner).isEqualTo(expected);
        String written = MAPPER.writerFor(Learner.class).writeValueAsString(learner);
        assertThat(MAPPER.readValue(written, Learner.class)).isEqualTo(expected);
        assertThat(MAPPER.readValue("\"closed-form\"", RoundMethod.class)).isEqualTo(new ClosedForm());
    }

    @Test
    void aRunOfAnotherAlgorithmIsRefusedBeforeAnyDataIsRead() {
        String text =
                "seed = 1\nrounds = 1\nclients = 2\ndata = glyphs\npartitioner = iid\nlearner = cafo\nalgorithm = fedavg\n";
        assertThatThrownBy(() -> new ConfigReader()
                        .read(
                                path -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                                "x.conf",
                                List.of()))
                .hasMessageContaining("algorithm = closed-form");
    }
}
