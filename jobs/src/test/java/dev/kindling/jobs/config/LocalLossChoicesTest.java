package dev.kindling.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kindling.data.augment.Augmentation;
import dev.kindling.federated.FedAvg;
import dev.kindling.federated.RoundMethod;
import dev.kindling.federated.Schedule;
import dev.kindling.federated.Weighting;
import dev.kindling.learn.Learner;
import dev.kindling.learn.backprop.NetworkBackprop;
import dev.kindling.learn.localloss.AugLocal;
import dev.kindling.learn.localloss.CrossEntropy;
import dev.kindling.learn.localloss.Dgl;
import dev.kindling.learn.localloss.LocalLossLearner;
import dev.kindling.learn.localloss.Man;
import dev.kindling.learn.localloss.PredSim;
import dev.kindling.learn.localloss.Prediction;
import dev.kindling.network.DenseNetwork;
import dev.kindling.network.ResNet;
import dev.kindling.network.Vgg;
import dev.kindling.nn.Activation;
import dev.kindling.nn.Sgd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LocalLossChoicesTest {

    private static final ObjectMapper MAPPER = ConfigMapper.create();

    static Stream<Arguments> learners() {
        return Stream.of(
                Arguments.of("'local-loss'", LocalLossLearner.defaults()),
                Arguments.of(
                        "{'type': 'local-loss', 'modules': 2, 'network': {'type': 'vgg', 'channels': [2, 3],"
                                + " 'pools': [1], 'dropout': 0.25}, 'loss': {'type': 'predsim', 'auxiliary': 'man'}}",
                        new LocalLossLearner(
                                new Vgg(List.of(2, 3), List.of(1), 0.25),
                                new PredSim(0.99, new Man(new AugLocal(2, 0.5), 0.995)),
                                Prediction.LAST_BLOCK,
                                2)),
                Arguments.of(
                        "{'type': 'local-loss', 'network': {'type': 'dense', 'hidden': [4], 'dropout': 0.5}, 'loss':"
                                + " {'type': 'cross-entropy', 'auxiliary': {'type': 'man', 'base': 'dgl', 'momentum': 0.9}}}",
                        new LocalLossLearner(
                                new DenseNetwork(List.of(4), Activation.RELU, DenseNetwork.Normalise.NONE, 0.5),
                                new CrossEntropy(new Man(new Dgl(), 0.9)),
                                Prediction.LAST_BLOCK)));
    }

    @ParameterizedTest
    @MethodSource("learners")
    void aNameMeetsItsLearnerAndComesBackFromWhatIsWritten(String section, Learner expected) throws IOException {
        Learner learner = MAPPER.readValue(section.replace('\'', '"'), Learner.class);
        assertThat(learner).isEqualTo(expected);
        String written = MAPPER.writerFor(Learner.class).writeValueAsString(learner);
        assertThat(MAPPER.readValue(written, Learner.class)).isEqualTo(expected);
    }

    @Test
    void examplesAreAugmentedAsTheAlgorithmSays() throws IOException {
        String section = "{'type': 'fedavg', 'augment': {'type': 'images', 'flip': true}}".replace('\'', '"');
        RoundMethod method = MAPPER.readValue(section, RoundMethod.class);
        assertThat(method)
                .isEqualTo(new FedAvg(
                        1,
                        10,
                        Sgd.of(0.1),
                        new Schedule.Constant(),
                        Weighting.BY_EXAMPLE,
                        1,
                        new Augmentation.Images(2, true, 1)));
        assertThat(MAPPER.readValue("\"fedavg\"", RoundMethod.class)).isEqualTo(FedAvg.defaults());
    }

    @Test
    void moreModulesThanBlocksAreRefusedByName() {
        String section = "{'type': 'local-loss', 'modules': 4}".replace('\'', '"');
        assertThatThrownBy(() -> MAPPER.readValue(section, Learner.class))
                .hasMessageContaining("modules must be in [0, 3]");
    }

    /** What its comment says. */
    @Test
    void theExperimentWithManBecomesBackpropagationOfTheSameLayers() throws IOException {
        Path experiment = Path.of("..", "conf", "fashion-auglocal-man.conf");
        List<String> overrides = Files.readAllLines(experiment).stream()
                .filter(line -> line.startsWith("#   -D "))
                .flatMap(line -> Stream.of(line.substring("#   -D ".length()).split(" -D ", -1)))
                .map(override -> override.replace("'", ""))
                .toList();
        assertThat(overrides).hasSize(2);
        RunConfig local = read(experiment, List.of());
        RunConfig global = read(experiment, overrides);
        ResNet network = (ResNet) ((LocalLossLearner) local.learner()).network();
        assertThat(network.layersByBlock()).hasSizeGreaterThanOrEqualTo(8);
        assertThat(global.learner()).isEqualTo(new NetworkBackprop(network));
        assertThat(global.algorithm()).isEqualTo(local.algorithm());
        assertThat(global.rounds()).isEqualTo(local.rounds());
    }

    private static RunConfig read(Path experiment, List<String> overrides) throws IOException {
        return new ConfigReader().read(path -> Files.newInputStream(Path.of(path)), experiment.toString(), overrides);
    }
}
