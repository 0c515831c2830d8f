package dev.kindling.jobs;

import dev.kindling.fault.UserMistake;
import dev.kindling.jobs.continual.ContinualFolderReport;
import dev.kindling.jobs.run.FolderComparison;
import dev.kindling.jobs.run.FolderReport;
import dev.kindling.jobs.run.RunFolder;
import dev.kindling.spark.storage.PlainFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kindling report RUN ...}: writes report.html again from what is in the folder, or a page that compares several runs. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = {
            "Writes report.html of a run, finished or not, from the files in its folder.",
            "With several runs writes one page that compares them; those that differ by their seeds alone make one curve."
        })
final class ReportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "RUN", arity = "1..*", description = "Run folders.")
    private List<String> runs = List.of();

    @Option(names = "--out", paramLabel = "FILE", description = "Where the page that compares several runs goes.")
    private @Nullable String out;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        String written = runs.size() == 1 && out == null ? one(folder(runs.get(0))) : comparison();
        Objects.requireNonNull(spec).commandLine().getOut().println(written);
        return 0;
    }

    private static RunFolder folder(String run) throws IOException {
        return new RunFolder(SparkOptions.hadoop(), run).requireRun();
    }

    private static String one(RunFolder folder) throws IOException {
        return ContinualFolderReport.suits(folder)
                ? new ContinualFolderReport(folder).write()
                : new FolderReport(folder).write();
    }

    private String comparison() throws IOException {
        if (out == null) {
            throw new UserMistake(runs.size()
                    + " runs make a page of their own: give its name with --out, e.g. --out comparison.html");
        }
        List<RunFolder> folders = new ArrayList<>();
        for (String run : runs) {
            RunFolder folder = folder(run);
            if (ContinualFolderReport.suits(folder)) {
                throw new UserMistake(
                        run + " is a run of kindling continual; only those of kindling run can be compared");
            }
            folders.add(folder);
        }
        new FolderComparison(folders).write(PlainFiles.configuration(SparkOptions.hadoop()), new Path(out));
        return out;
    }
}
