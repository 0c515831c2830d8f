package dev.kindling.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import dev.kindling.continual.strategy.DarkExperienceReplay;
import dev.kindling.continual.strategy.Ewc;
import dev.kindling.continual.strategy.ExperienceReplay;
import dev.kindling.continual.strategy.FineTune;
import dev.kindling.continual.strategy.GDumb;
import dev.kindling.continual.strategy.Icarl;
import dev.kindling.continual.strategy.Joint;
import dev.kindling.continual.strategy.LearningWithoutForgetting;
import dev.kindling.continual.strategy.PrototypeRelation;
import dev.kindling.continual.strategy.Strategy;
import dev.kindling.continual.strategy.SynapticIntelligence;
import dev.kindling.learn.contrastive.Relation;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Strategies by name, as a configuration will hold them. */
class StrategyChoicesTest {

    private final ObjectMapper mapper = ConfigMapper.create();

    static Stream<Arguments> choices() {
        return Stream.of(
                Arguments.of("type = fine-tune", new FineTune()),
                Arguments.of("type = joint", new Joint()),
                Arguments.of("type = ewc", Ewc.defaults()),
                Arguments.of("type = ewc, lambda = 1e9, decay = 0.5", new Ewc(1e9, 0.5)),
                Arguments.of("type = synaptic-intelligence, c = 5, xi = 0.1", new SynapticIntelligence(5, 0.1)),
                Arguments.of("type = learning-without-forgetting, temperature = 1", new LearningWithoutForgetting(1)),
                Arguments.of("type = experience-replay, memory = 50, replay = 8", new ExperienceReplay(50, 8)),
                Arguments.of(
                        "type = dark-experience-replay, memory = 50, replay = 8, alpha = 1, beta = 0",
                        new DarkExperienceReplay(50, 8, 1, 0)),
                Arguments.of("type = gdumb, memory = 50, rounds = 3", new GDumb(50, 3)),
                Arguments.of("type = icarl, memory = 50, replay = 8, candidates = 100", new Icarl(50, 8, 100)),
                Arguments.of(
                        "type = prototype-relation, beta = 8, temperature = 0.5, over = classes",
                        new PrototypeRelation(8, 0.5, Relation.CLASSES)));
    }

    private <T> T read(String hocon, Class<T> type) throws JsonProcessingException {
        String json = ConfigFactory.parseString(hocon).root().render(ConfigRenderOptions.concise());
        return mapper.readValue(json, type);
    }

    @ParameterizedTest
    @MethodSource("choices")
    void aNameMeetsItsStrategyAndComesBackFromWhatIsWritten(String hocon, Strategy expected)
            throws JsonProcessingException {
        assertThat(read(hocon, Strategy.class)).isEqualTo(expected);
        assertThat(mapper.readValue(mapper.writerFor(Strategy.class).writeValueAsString(expected), Strategy.class))
                .isEqualTo(expected);
    }

    @Test
    void aNameThatNobodyKnowsIsRefused() {
        assertThatThrownBy(() -> read("type = remember", Strategy.class))
                .hasMessageContaining("the type of strategy must be one of fine-tune, joint, ewc,");
    }
}
