package dev.kindling.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import dev.kindling.continual.ClassIncremental;
import dev.kindling.continual.ClassSequence;
import dev.kindling.continual.ClientOrder;
import dev.kindling.continual.Domain;
import dev.kindling.continual.DomainIncremental;
import dev.kindling.continual.OneClassAtATime;
import dev.kindling.continual.Presence;
import dev.kindling.continual.Query;
import dev.kindling.continual.Reconnaissance;
import dev.kindling.continual.Scenario;
import dev.kindling.continual.TaskIncremental;
import dev.kindling.data.DataSet;
import dev.kindling.data.formats.Omniglot;
import dev.kindling.data.formats.OmniglotClasses;
import dev.kindling.data.formats.OmniglotDivision;
import dev.kindling.data.formats.OmniglotSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Scenarios by name, as a configuration will hold them. */
class ScenarioChoicesTest {

    private final ObjectMapper mapper = ConfigMapper.create();

    static Stream<Arguments> choices() {
        return Stream.of(
                Arguments.of("type = class-incremental", ClassIncremental.defaults()),
                Arguments.of("type = task-incremental", TaskIncremental.defaults()),
                Arguments.of("type = domain-incremental", DomainIncremental.defaults()),
                Arguments.of("type = one-class-at-a-time", new OneClassAtATime(600, 0, ClassSequence.SHUFFLED)),
                Arguments.of("type = reconnaissance", Reconnaissance.defaults()),
                Arguments.of(
                        "type = reconnaissance, base-classes = 964, replacement = true, query = most-uncertain",
                        new Reconnaissance(964, 5, 30, true, 100, new Query.MostUncertain())),
                Arguments.of(
                        "type = class-incremental, experiences = 4, first-classes = 2, sequence = by-label, order = own,"
                                + " presence { type = returning, away = 2 }, blur = 0.1, per-cell = 50",
                        new ClassIncremental(
                                4,
                                2,
                                ClassSequence.BY_LABEL,
                                ClientOrder.OWN,
                                new Presence.Returning(0.5, 2),
                                0.1,
                                50)),
                Arguments.of(
                        "type = domain-incremental, domain { type = rotated-images, degrees = 15 }, repeat = false,"
                                + " order = shifted, presence = late-joiners",
                        new DomainIncremental(
                                10,
                                new Domain.RotatedImages(15),
                                false,
                                ClientOrder.SHIFTED,
                                new Presence.LateJoiners(0.5),
                                0,
                                0)));
    }

    private <T> T read(String hocon, Class<T> type) throws JsonProcessingException {
        String json = ConfigFactory.parseString(hocon).root().render(ConfigRenderOptions.concise());
        return mapper.readValue(json, type);
    }

    @ParameterizedTest
    @MethodSource("choices")
    void aNameMeetsItsScenarioAndComesBackFromWhatIsWritten(String hocon, Scenario expected)
            throws JsonProcessingException {
        assertThat(read(hocon, Scenario.class)).isEqualTo(expected);
        assertThat(mapper.readValue(mapper.writerFor(Scenario.class).writeValueAsString(expected), Scenario.class))
                .isEqualTo(expected);
    }

    @Test
    void aNameThatNobodyKnowsIsRefused() {
        assertThatThrownBy(() -> read("type = class-incremental, presence = sometimes", Scenario.class))
                .hasMessageContaining(
                        "the type of presence must be one of always, late-joiners, returning, random-subset");
    }

    @Test
    void omniglotIsADataSetByName() throws JsonProcessingException {
        assertThat(read("type = omniglot, classes = vinyals-trainval, source = idx", DataSet.class))
                .isEqualTo(new Omniglot(
                        "omniglot",
                        OmniglotClasses.VINYALS_TRAINVAL,
                        OmniglotDivision.BY_CLASS,
                        15,
                        OmniglotSource.IDX));
    }
}
