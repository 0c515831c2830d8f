package dev.kindling.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonPageTest {

    @Test
    void runsThatDifferByTheirSeedsAloneMakeOneCurveWithABand() {
        RunGroup group = new RunGroup(List.of(run(1, 0.5, 0.75), run(2, 0.75), run(3, 0.625, 1.0)));

        assertThat(RunGroup.of(group.runs())).containsExactly(group);
        assertThat(group.accuracy().rounds()).containsExactly(1, 2);
        assertThat(group.accuracy().mean()).containsExactly(0.625, 0.875);
        assertThat(group.accuracy().low()).containsExactly(0.5, 0.75);
        assertThat(group.accuracy().high()).containsExactly(0.75, 1.0);
    }

    @Test
    void theTableHasMeansAndSpreadsAndTheKeysThatDiffer() throws IOException {
        StringWriter page = new StringWriter();
        ComparisonPage.write("two rules", SampleRun.compared(), page);

        assertThat(page.toString())
                .contains("3 runs of 2 configurations, seeds apart.")
                .contains("A: backprop, hidden [200,200]")
                .contains("<td>1, 2</td><td>98.50 %</td><td>98.00 % to 99.00 %</td>")
                .contains("<td>3</td><td>not finished</td>")
                .contains("<th scope=\"row\">learner.network.type</th><td></td><td>dense</td>")
                .doesNotContain("<th scope=\"row\">rounds</th>", "<script>alert(1)");
    }

    private static ComparedRun run(long seed, double... accuracies) {
        List<RoundRow> rounds = new java.util.ArrayList<>();
        for (double accuracy : accuracies) {
            rounds.add(new RoundRow(rounds.size() + 1, 1, accuracy, 0, 0, Map.of(), Map.of()));
        }
        return new ComparedRun("run", seed, Map.of("rounds", "2"), rounds, "test", null, 1, "");
    }
}
