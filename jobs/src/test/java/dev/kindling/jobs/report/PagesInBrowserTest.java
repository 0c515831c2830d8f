package dev.kindling.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The pages in a headless Chromium, as a person opens them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesInBrowserTest {

    private static final int DESKTOP = 1200;
    private static final int PHONE = 390;
    private static final int TAB = 9;

    private final Path folder;
    private final List<Path> pages = new ArrayList<>();
    private @org.jspecify.annotations.Nullable Browser browser;

    PagesInBrowserTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeAll
    void writePages() throws IOException, InterruptedException {
        browser = Browser.start(folder.resolve("profile")).orElse(null);
        page("run", out -> HtmlReport.write(SampleRun.typical(), out));
        page("comparison", out -> ComparisonPage.write("two rules", SampleRun.compared(), out));
        page("scenario", out -> ContinualPage.write(ContinualPageTest.report("scenario"), out));
        page("sweep", out -> SweepPage.write("sweep", SampleRun.swept(), out));
        page("learners", out -> LearnersPage.write(1, 0.1, 2, SampleRun.rules(), out));
    }

    private interface Content {
        void write(Writer out) throws IOException;
    }

    private void page(String name, Content content) throws IOException {
        Path page = folder.resolve(name + ".html");
        try (Writer out = Files.newBufferedWriter(page)) {
            content.write(out);
        }
        pages.add(page);
    }

    private Browser browser() {
        return browser == null ? abort("no Chromium on the PATH: pages are not opened in a browser") : browser;
    }

    @AfterAll
    void stop() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void noPageComplainsOrAsksTheNetworkForAnything() throws InterruptedException {
        for (Path page : pages) {
            browser().open(page, DESKTOP, false);

            assertThat(browser().complaints()).as("%s", page).isEmpty();
            assertThat(browser().requests())
                    .as("%s", page)
                    .isNotEmpty()
                    .allMatch(address -> address.startsWith("file:") || address.startsWith("data:"))
                    .filteredOn(address -> address.startsWith("file:"))
                    .containsExactly(page.toUri().toString());
        }
    }

    @Test
    void everyChartIsDrawn() throws InterruptedException {
        for (Path page : pages) {
            browser().open(page, DESKTOP, false);
            JsonNode blank = browser()
                    .evaluate("[...document.querySelectorAll('canvas')].map(c => c.width > 100 && c.getContext('2d')"
                            + ".getImageData(0, 0, c.width, c.height).data.some(v => v !== 0))");

            assertThat(blank).as("%s", page).isNotEmpty().allMatch(JsonNode::asBoolean);
        }
    }

    @Test
    void nothingIsWiderThanAPhone() throws InterruptedException {
        for (Path page : pages) {
            browser().open(page, PHONE, false);

            assertThat(browser()
                            .evaluate("document.documentElement.scrollWidth")
                            .asInt())
                    .as("%s", page)
                    .isLessThanOrEqualTo(PHONE);
        }
    }

    @Test
    void textStandsOutFromThePageInBothThemes() throws InterruptedException {
        Set<String> backgrounds = new HashSet<>();
        for (boolean dark : List.of(false, true)) {
            browser().open(pages.get(0), DESKTOP, dark);
            backgrounds.add(browser()
                    .evaluate("getComputedStyle(document.body).backgroundColor")
                    .asText());

            // Relative luminances of WCAG 2; 7 is its level AAA for plain text.
            assertThat(browser()
                            .evaluate("(() => { const l = c => c.match(/[\\d.]+/g).slice(0, 3).map(v => v / 255)"
                                    + ".map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)"
                                    + ".reduce((s, v, i) => s + v * [0.2126, 0.7152, 0.0722][i], 0);"
                                    + "const s = getComputedStyle(document.body), a = l(s.color), b = l(s.backgroundColor);"
                                    + "return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05); })()")
                            .asDouble())
                    .isGreaterThan(7);
        }
        assertThat(backgrounds).hasSize(2);
    }

    @Test
    void theKeyboardReachesEveryPartThatScrolls() throws InterruptedException {
        for (Path page : pages) {
            browser().open(page, PHONE, false);
            List<String> parts = words("[...document.querySelectorAll('summary, [tabindex=\"0\"]')]"
                    + ".filter(part => part.checkVisibility()).map(part => part.ariaLabel || part.innerText)");
            List<String> reached = new ArrayList<>();
            for (int i = 0; i < parts.size(); i++) {
                browser().press("Tab", TAB);
                reached.addAll(words("[document.activeElement.ariaLabel || document.activeElement.innerText]"));
            }

            assertThat(reached).as("%s", page).isNotEmpty().isEqualTo(parts);
        }
    }

    private List<String> words(String script) throws InterruptedException {
        List<String> words = new ArrayList<>();
        browser().evaluate(script).forEach(word -> words.add(word.asText()));
        return words;
    }
}
