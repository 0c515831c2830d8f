package dev.kindling.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kindling.learn.Learner;
import dev.kindling.learn.localloss.Auxiliary;
import dev.kindling.learn.localloss.Distance;
import dev.kindling.learn.localloss.GroupGoodness;
import dev.kindling.learn.localloss.LocalLoss;
import dev.kindling.learn.localloss.LocalLossLearner;
import dev.kindling.learn.localloss.MeanGoodness;
import dev.kindling.learn.localloss.Prediction;
import dev.kindling.learn.selfcontrast.SelfContrast;
import dev.kindling.network.Architecture;
import dev.kindling.network.ConvNet;
import dev.kindling.network.DenseNetwork;
import dev.kindling.network.Renormalised;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GoodnessChoicesTest {

    private static final ObjectMapper MAPPER = ConfigMapper.create();

    private static LocalLossLearner local(Architecture network, LocalLoss loss) {
        return new LocalLossLearner(network, loss, Prediction.LAST_BLOCK);
    }

    static Stream<Arguments> choices() {
        DenseNetwork dense = DenseNetwork.defaults();
        return Stream.of(
                Arguments.of("{'type': 'local-loss', 'loss': 'group-goodness'}", local(dense, new GroupGoodness(1))),
                Arguments.of(
                        "{'type': 'local-loss', 'network': {'type': 'renormalised', 'network': 'conv'},"
                                + " 'loss': {'type': 'mean-goodness', 'temperature': 0.2}}",
                        local(new Renormalised(ConvNet.conv4()), new MeanGoodness(0.2))),
                Arguments.of(
                        "{'type': 'local-loss', 'loss': {'type': 'distance', 'margin': 0.35}}",
                        local(dense, new Distance(10, 0.35, new Auxiliary.Pool(2)))),
                Arguments.of("'self-contrast'", SelfContrast.defaults()),
                Arguments.of(
                        "{'type': 'self-contrast', 'network': 'conv', 'positive-threshold': 0, 'penalty': 0.001}",
                        new SelfContrast(ConvNet.conv4(), 0, 1, 0.001, 4)));
    }

    @ParameterizedTest
    @MethodSource("choices")
    void aNameMeetsItsLearnerAndComesBackFromWhatIsWritten(String section, Learner expected) throws IOException {
        Learner learner = MAPPER.readValue(section.replace('\'', '"'), Learner.class);
        assertThat(learner).isEqualTo(expected);
        String written = MAPPER.writerFor(Learner.class).writeValueAsString(learner);
        assertThat(MAPPER.readValue(written, Learner.class)).isEqualTo(expected);
    }
}
