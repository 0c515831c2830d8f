package dev.kindling.jobs.run;

import dev.kindling.jobs.config.ConfigReader;
import dev.kindling.jobs.config.RunConfig;
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

    /** Read as any configuration, so that one of an earlier version has the defaults of its missing keys. */
    private static ComparedRun compared(RunFolder folder) throws IOException {
        ConfigReader configs = new ConfigReader();
        String where = folder.file(RunFolder.CONFIG).toString();
        RunConfig config = configs.readAgain(folder.readText(RunFolder.CONFIG), where, null, List.of());
        Map<String, String> settings = new LinkedHashMap<>(configs.settings(config));
        settings.remove(SEED);
        settings.keySet().removeIf(key -> ConfigReader.NOT_DECIDING.contains(key.split("\\.", 2)[0]));
        return new FolderReport(folder).compared(config.seed(), settings);
    }
}
