package dev.kindling.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.jobs.report.ContinualReport.Experience;
import dev.kindling.jobs.report.ContinualReport.Prototype;
import dev.kindling.jobs.report.ContinualReport.PrototypeMap;
import dev.kindling.jobs.report.ContinualReport.WrongNeighbourhood;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContinualPageTest {

    private static final String HOSTILE = "<script>alert('\"1\"')</script>";

    @Test
    void thePageSaysWhatWasLearntAndWhatItCost() throws IOException {
        String page = markup(report("three"));
        assertThat(page)
                .contains("<h1>three</h1>", "<dd>62.00 %</dd>", "62.00 % of 6 classes in the end.")
                .contains("6.0 kB in all; averaging models would have sent 60.0 kB.")
                .contains("3 class means", "50.00 % and 25.00 %", "taken for a b")
                .contains("title=\"after experience 3, task 1: 70.00 %\">70.0</td>")
                .contains(
                        "id=\"chart-classes\"",
                        "id=\"chart-sent\"",
                        "id=\"chart-forgetting\"",
                        "id=\"chart-confidence\"",
                        "id=\"chart-prototypes\"");
    }

    @Test
    void forgettingIsTheBestBeforeTheLastExperienceMinusTheLast() {
        ContinualChartData data = ContinualChartData.of(report("three"));
        assertThat(data.forgetting()).hasSize(2);
        assertThat(data.forgetting().get(0)).isCloseTo(0.90 - 0.70, within(1e-12));
        assertThat(data.forgetting().get(1)).isCloseTo(0.50 - 0.55, within(1e-12));
    }

    @Test
    void markupInNamesStaysText() throws IOException {
        String page = markup(report(HOSTILE));
        assertThat(page).doesNotContain("<script>alert").contains("&lt;script&gt;alert");
        assertThat(page.split("<script", -1))
                .hasSameSizeAs(markup(report("three")).split("<script", -1));
    }

    @Test
    void aRunOfNothingStillRenders() throws IOException {
        String page = markup(new ContinualReport(
                "nothing", Map.of(), "", List.of(), List.of(), PrototypeMap.none(), List.of(), "", Map.of()));
        assertThat(page)
                .contains("No experience was measured.", "It takes two experiences", "The model has no prototypes")
                .contains("None was kept, or the examples are no pictures.")
                .doesNotContain("<canvas", "NaN", "null");
    }

    @Test
    void aLargeMatrixHasTintsButNoFigures() throws IOException {
        List<Double> row = Arrays.asList(new Double[13]);
        java.util.Collections.fill(row, 0.123456);
        String page = markup(new ContinualReport(
                "large", Map.of(), "", List.of(), List.of(row), PrototypeMap.none(), List.of(), "", Map.of()));
        assertThat(page).contains("heat small", "task 13: 12.35 %").doesNotContain(">12.3</td>");
    }

    static ContinualReport report(String name) {
        Pixels dot = new Pixels(1, 1, 1, new byte[] {7});
        return new ContinualReport(
                name,
                Map.of("Test accuracy", "62.00 %"),
                "abc",
                List.of(
                        new Experience(1, 2, 0.9, null, 0.9, 0.9, 0.8, 0.1, 1000, 20000, 1),
                        new Experience(2, 4, null, null, null, null, null, null, 2000, 20000, 1),
                        new Experience(3, 6, 0.62, 0.5, 0.7, 0.6, null, 0.2, 3000, 20000, 1)),
                List.of(Arrays.asList(0.8), Arrays.asList(0.9, 0.5), Arrays.asList(0.7, 0.55, 0.6)),
                new PrototypeMap(
                        List.of(
                                new Prototype(name, 0, 1, 2),
                                new Prototype("b", 1, -1, 0),
                                new Prototype("c", 2, 0, -2)),
                        0.5,
                        0.25),
                List.of(new WrongNeighbourhood(dot, name, "b", dot, dot)),
                "{}",
                Map.of("java", "17"));
    }

    /** The page without the scripts and styles that are the same in every report. */
    private static String markup(ContinualReport report) throws IOException {
        StringWriter out = new StringWriter();
        ContinualPage.write(report, out);
        return out.toString()
                .replace(Asset.CHART_JS.text(), "")
                .replace(Asset.CHARTS_JS.text(), "")
                .replace(Asset.CONTINUAL_JS.text(), "")
                .replace(Asset.REPORT_CSS.text(), "");
    }
}
