package dev.kindling.jobs.report;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** A script or style sheet on the class path, copied into the page so that it needs no network. */
enum Asset {
    CHART_JS("/META-INF/resources/webjars/chart.js/4.4.9/dist/chart.umd.js"),
    /** What the charts of all pages share. */
    CHARTS_JS("charts.js"),
    RUN_JS("run.js"),
    CONTINUAL_JS("continual.js"),
    LEARNERS_JS("learners.js"),
    COMPARISON_JS("comparison.js"),
    SWEEP_JS("sweep.js"),
    REPORT_CSS("report.css");

    /** Would make a browser's developer tools look for a file beside the page. */
    private static final Pattern SOURCE_MAP = Pattern.compile("(?m)^//# sourceMappingURL=.*$");

    private final String path;

    Asset(String path) {
        this.path = path;
    }

    String text() throws IOException {
        try (InputStream in = Asset.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new FileNotFoundException("class path: " + path);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return SOURCE_MAP.matcher(text).replaceAll("");
        }
    }
}
