package dev.kindling.jobs.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kindling.jobs.config.ConfigReader;
import dev.kindling.jobs.redact.Redaction;
import dev.kindling.jobs.report.ComparedRun;
import dev.kindling.jobs.report.ComparisonPage;
import dev.kindling.spark.storage.AtomicFiles;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Several run folders side by side on one page. */
public final class FolderComparison {

    private static final String SEED = "seed";

    private final List<RunFolder> folders;
    private final Redaction redaction = Redaction.ofProcess();

    /** Of folders that each hold a run, finished or not. */
    public FolderComparison(List<RunFolder> folders) {
        this.folders = List.copyOf(folders);
    }

    /** Writes the page, whole or not at all, over one that was there. */
    public void write(Configuration hadoop, Path page) throws IOException {
        List<ComparedRun> runs = new ArrayList<>();
        for (RunFolder folder : folders) {
            runs.add(compared(folder));
        }
        AtomicFiles.write(hadoop, page, out -> {
            Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            ComparisonPage.write(page.getName().replaceFirst("\\.html$", ""), runs, text);
            text.flush();
        });
    }

    private ComparedRun compared(RunFolder folder) throws IOException {
        JsonNode config = new ObjectMapper().readTree(redaction.text(folder.readText(RunFolder.CONFIG)));
        Map<String, String> settings = new LinkedHashMap<>();
        flatten("", config, settings);
        settings.remove(SEED);
        settings.keySet().removeIf(key -> ConfigReader.NOT_DECIDING.contains(key.split("\\.", 2)[0]));
        return new FolderReport(folder).compared(config.path(SEED).asLong(), settings);
    }

    private static void flatten(String path, JsonNode value, Map<String, String> settings) {
        if (value.isObject()) {
            value.properties()
                    .forEach(field -> flatten(
                            path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue(), settings));
        } else {
            settings.put(path, value.isTextual() ? value.asText() : value.toString());
        }
    }
}
