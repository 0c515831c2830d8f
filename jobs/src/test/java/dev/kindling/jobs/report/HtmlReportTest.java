package dev.kindling.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HtmlReportTest {

    private static final Pattern ADDRESS = Pattern.compile("(?i)(src|href|action|srcset)\\s*=\\s*[\"']?([^\"'\\s>]*)");
    private static final Pattern RUN_DATA = Pattern.compile("id=\"run-data\">(.*?)</script>", Pattern.DOTALL);

    @Test
    void theHeadlineReadsAsAPersonWouldWriteIt() throws IOException {
        assertThat(markup(SampleRun.typical()))
                .contains("<dd>97.31 %</dd>", "<dd>12</dd>", "<dd>2 min 14 s</dd>", "<dd>5,373</dd>")
                .contains("12.2 MB to the clients, 24.5 MB back.", "2.0 s a round")
                .contains("layer 1 91.00 %, layer 2 96.50 %.")
                .contains("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08");
    }

    @Test
    void markupInNamesAndConfigurationStaysText() throws IOException {
        String page = written(SampleRun.hostile());

        assertThat(page).doesNotContain("<script>alert(1)", "<b>provenance</b>");
        assertThat(page).contains("&lt;script&gt;alert(1)&lt;/script&gt;", "note = &quot;&lt;/script&gt;");
        assertThat(page.split("<script", -1))
                .hasSameSizeAs(written(SampleRun.typical()).split("<script", -1));
        assertThat(page.split("</script>", -1))
                .hasSameSizeAs(written(SampleRun.typical()).split("</script>", -1));
    }

    @Test
    void aStageNamedLikeAClosingTagDoesNotEndTheData() throws IOException {
        JsonNode data = data(written(SampleRun.hostile()));

        assertThat(data.get("stages").has("</script><script>alert(1)</script>")).isTrue();
    }

    @Test
    void quotesInNamesEndNoAttributeAndNoText() throws IOException {
        String page = markup(SampleRun.hostile());
        JsonNode data = data(written(SampleRun.hostile()));

        assertThat(page)
                .contains("x&quot; onload=&quot;a&#x27; onerror=&#x27;b")
                .doesNotContain(SampleRun.QUOTES, "onload=\"", "<!-- <script>");
        assertThat(data.get("stages").has(SampleRun.QUOTES)).isTrue();
        assertThat(data.get("stages").has("<!-- <script>")).isTrue();
    }

    @Test
    void everyAddressInThePageIsInsideThePage() throws IOException {
        Matcher address = ADDRESS.matcher(markup(SampleRun.typical()));
        int found = 0;
        while (address.find()) {
            assertThat(address.group(2)).startsWith("data:");
            found++;
        }
        assertThat(found).isGreaterThan(SampleRun.typical().wrong().size());
        assertThat(written(SampleRun.typical())).doesNotContain("sourceMappingURL", "@import", "url(");
    }

    @Test
    void theScriptsCannotEndTheirOwnElement() throws IOException {
        assertThat(Asset.CHART_JS.text()).doesNotContainIgnoringCase("</script").doesNotContain("<!--");
        for (Asset script :
                List.of(Asset.CHARTS_JS, Asset.RUN_JS, Asset.CONTINUAL_JS, Asset.LEARNERS_JS, Asset.COMPARISON_JS)) {
            assertThat(script.text()).doesNotContainIgnoringCase("</script").doesNotContain("<!--");
        }
        assertThat(Asset.REPORT_CSS.text()).doesNotContainIgnoringCase("</style");
    }

    @Test
    void roundsThatWereNotEvaluatedAreGapsInTheData() throws IOException {
        JsonNode accuracy = data(written(SampleRun.typical())).get("accuracy");

        assertThat(accuracy.get(0).isNull()).isTrue();
        assertThat(accuracy.get(1).isNumber()).isTrue();
    }

    @Test
    void aRunOfNothingStillRenders() throws IOException {
        String page = markup(SampleRun.empty());

        assertThat(page)
                .contains("not tested", "No round was evaluated.", "No round was run.", "The model was not tested.")
                .contains("No client was evaluated.", "None was kept.", "No part of this model predicts by itself.")
                .doesNotContain("<canvas", "NaN", "Infinity", "null");
    }

    @Test
    void oneRoundIsEnoughForAReport() throws IOException {
        assertThat(markup(SampleRun.ofRounds(1)))
                .contains("No round was evaluated.", "id=\"chart-loss\"", "1.0 MB to the clients");
    }

    @Test
    void theSameRunGivesTheSamePage() throws IOException {
        assertThat(written(SampleRun.typical())).isEqualTo(written(SampleRun.typical()));
    }

    @Test
    void manyClassesAreShownByTheirLargestErrors() throws IOException {
        assertThat(markup(SampleRun.withClasses(41)))
                .contains("The matrix has 41 classes")
                .doesNotContain("recall");
        assertThat(markup(SampleRun.withClasses(40))).contains("recall");
    }

    @Test
    void accuraciesOutsideTheirRangeAreRefused() {
        assertThatThrownBy(() -> new RoundRow(1, 0, 97.3, 0, 0, Map.of(), Map.of()))
                .hasMessage("accuracy of round 1 must be in [0, 1] but was 97.3");
        assertThatThrownBy(() -> new Confusion(List.of("a", "b"), new long[][] {{1, 2}, {3}}))
                .hasMessageContaining("row 1");
        assertThatThrownBy(() -> new Pixels(2, 1, 1, new byte[2])).hasMessageContaining("1 or 3 channels");
    }

    private static JsonNode data(String page) throws IOException {
        Matcher matcher = RUN_DATA.matcher(page);
        assertThat(matcher.find()).isTrue();
        return new ObjectMapper().readTree(matcher.group(1));
    }

    /** The page without the scripts and styles that are the same in every report. */
    private static String markup(RunReport report) throws IOException {
        String page = written(report);
        return page.replace(Asset.CHART_JS.text(), "")
                .replace(Asset.CHARTS_JS.text(), "")
                .replace(Asset.RUN_JS.text(), "")
                .replace(Asset.REPORT_CSS.text(), "");
    }

    private static String written(RunReport report) throws IOException {
        StringWriter out = new StringWriter();
        HtmlReport.write(report, out);
        return out.toString();
    }
}
