package dev.kindling.jobs;

import dev.kindling.jobs.continual.ContinualFolderReport;
import dev.kindling.jobs.run.FolderReport;
import dev.kindling.jobs.run.RunFolder;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kindling report RUN}: writes report.html again from what is in the folder. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Writes report.html of a run, finished or not, from the files in its folder.")
final class ReportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "RUN", description = "Run folder.")
    private String run = "";

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        RunFolder folder = new RunFolder(SparkOptions.hadoop(), run).requireRun();
        String written = ContinualFolderReport.suits(folder)
                ? new ContinualFolderReport(folder).write()
                : new FolderReport(folder).write();
        Objects.requireNonNull(spec).commandLine().getOut().println(written);
        return 0;
    }
}
