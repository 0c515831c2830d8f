package dev.kindling.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every choice of the registry. */
class ChoicesTest {

    private static final ObjectMapper MAPPER = ConfigMapper.create();

    static Stream<Arguments> choices() {
        return Choices.FAMILIES.stream()
                .flatMap(family -> family.defaults().keySet().stream().map(name -> Arguments.of(family, name)));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("choices")
    void aNameMeetsItsDefaultsAndComesBackFromWhatIsWritten(Family<?> family, String name) throws IOException {
        Object defaults = family.defaults().get(name);
        if (family.required().getOrDefault(name, Set.of()).isEmpty()) {
            assertThat((Object) MAPPER.readValue("\"" + name + "\"", family.type()))
                    .isEqualTo(defaults);
        }
        String written = MAPPER.writerFor(family.type()).writeValueAsString(defaults);
        assertThat(MAPPER.readTree(written).path("type").asText()).isEqualTo(name);
        assertThat((Object) MAPPER.readValue(written, family.type())).isEqualTo(defaults);
    }
}
