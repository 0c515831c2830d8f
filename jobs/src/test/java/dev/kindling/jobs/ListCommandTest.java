package dev.kindling.jobs;

import static dev.kindling.jobs.CommandLineSession.kindling;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kindling.jobs.CommandLineSession.Answer;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListCommandTest {

    @ParameterizedTest
    @ValueSource(strings = {"learners", "algorithms", "partitioners", "datasets", "learner", "schedules"})
    void aSectionIsShownWithin80Columns(String section) {
        Answer answer = kindling("list", section);

        assertThat(answer.exit()).isZero();
        assertThat(answer.out().lines()).isNotEmpty().allSatisfy(line -> assertThat(line)
                .hasSizeLessThan(80));
    }

    @Test
    void oneChoiceIsShownWithItsSourceItsKeysTheirDefaultsAndRanges() {
        Answer answer = kindling("list", "learners", "noprop");

        assertThat(answer.out())
                .contains("arXiv:2503.24322")
                .contains("    blocks = 10  (at least 1)\n        T\n")
                .contains("    scored-by = 0  (in [0, blocks])");
    }

    @Test
    void scriptsReadItAsJson() throws IOException {
        JsonNode alpha = new ObjectMapper()
                .readTree(kindling("list", "partitioners", "dirichlet-by-client", "--json")
                        .out())
                .at("/keys/0");

        assertThat(alpha.get("name").asText()).isEqualTo("alpha");
        assertThat(alpha.get("standard").asText()).isEqualTo("0.5");
        assertThat(alpha.get("values").asText()).isEqualTo("in [1e-6, 1e9]");
    }

    @Test
    void anUnknownNameIsAMistakeThatNamesTheKnownOnes() {
        Answer answer = kindling("list", "learners", "no-prop");

        assertThat(answer.exit()).isEqualTo(2);
        assertThat(answer.err()).startsWith("kindling: no learner no-prop; there are backprop, forward-forward, ");
    }
}
