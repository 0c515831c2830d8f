package dev.kindling.jobs.learners;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.data.Subset;
import dev.kindling.data.formats.Idx;
import dev.kindling.jobs.config.RunConfig;
import dev.kindling.jobs.report.LearnerRow;
import dev.kindling.learn.Problem;
import dev.kindling.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogueTest {

    private static final Catalogue CATALOGUE = Catalogue.read();

    private static final Map<String, Integer> CLIENTS =
            Map.of("centralised", 1, "workers", 4, "iid", 100, "dirichlet", 100);

    static Stream<String> learners() {
        return CATALOGUE.learners().stream();
    }

    @ParameterizedTest
    @MethodSource("learners")
    void aRuleIsARunOnEachDataSetInEachSetting(String learner) {
        for (String data : CATALOGUE.data()) {
            for (String setting : CATALOGUE.settings()) {
                RunConfig run =
                        CATALOGUE.run(new Trial(data, setting, learner, 7), new Budget(Math.max(3, least(learner)), 1));
                assertThat(run.seed()).isEqualTo(7);
                assertThat(run.clients()).isEqualTo(CLIENTS.get(setting));
                assertThat(run.learner()
                                .layout(new Problem(new Shape(1, 28, 28), 10))
                                .size())
                        .isPositive();
            }
        }
    }

    private static int least(String learner) {
        return CATALOGUE.shortest(learner, Budget.ONE_PASS).epochs();
    }

    @Test
    void allTrialsOfAShareLearnFromTheSameExamples() {
        Budget tenth = new Budget(1, 0.1);
        RunConfig one = CATALOGUE.run(new Trial("mnist", "iid", "dense-backprop", 1), tenth);
        RunConfig other = CATALOGUE.run(new Trial("mnist", "centralised", "hebbian", 2), tenth);
        assertThat(one.data())
                .isEqualTo(new Subset(new Idx("mnist", 10), 0.1, 1))
                .isEqualTo(other.data());
    }

    @Test
    void theShortestRunOfARuleThatGrowsIsLongEnoughToGrow() {
        Budget tenth = new Budget(9, 0.1);
        assertThat(CATALOGUE.shortest("dense-backprop", tenth)).isEqualTo(new Budget(1, 0.1));
        assertThat(CATALOGUE.shortest("dense-perforated", tenth)).isEqualTo(new Budget(5, 0.1));
    }

    @Test
    void theReferenceCountsTheOperationsOfItsLayers() {
        Problem images = new Problem(new Shape(1, 28, 28), 10);
        // Nobody asks for the gradient by the images.
        long dense = 4 * 784 * 500 + 6 * (500 * 500 + 500 * 500 + 500 * 10);
        assertThat(CATALOGUE.operations("dense-symba", images)).contains(dense);
        // 3x3 kernels on 28x28, 14x14 and 7x7, and a classifier that reads 3x3 maps.
        long conv = 4 * 784 * 9 * 20 + 6 * (196 * 9 * 20 * 40 + 49 * 9 * 40 * 80 + 9 * 80 * 10);
        assertThat(CATALOGUE.operations("conv-noprop", images)).contains(conv);
        assertThat(CATALOGUE.operations("hebbian", images)).isEmpty();
    }

    @Test
    void aLineFitsATerminal() {
        LearnerRow row = new LearnerRow(
                "mnist", "iid", "dense-forward-projection", List.of(0.1, 1.0), 1_234_567, 0.5, 123_456_000L, 9e9, null);
        assertThat(TableLine.of(row)).hasSizeLessThanOrEqualTo(81).contains("55.00", "90.00", "1,234,567", "50 %");
        LearnerRow once = new LearnerRow("mnist", "iid", "hebbian", List.of(0.5), 1, null, null, 1e6, null);
        assertThat(TableLine.of(once)).matches("hebbian +50\\.00 +- +1 +- +- +1\\R");
        assertThat(TableLine.heading("mnist", "iid").lines()).allMatch(line -> line.length() <= 80);
    }
}
