package dev.kindling.jobs;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kindling.jobs.doctor.Examination;
import dev.kindling.jobs.doctor.Finding;
import dev.kindling.jobs.redact.Redaction;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.commons.text.WordUtils;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kindling doctor}: whether trainings can run here, and how fast. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Looks at Java, cores, memory, Spark, BLAS and its speed, disk and data of this machine.")
final class DoctorCommand implements Callable<Integer> {

    private static final int COLUMNS = 79;
    private static final int INDENT = 16;

    @Option(names = "--json", description = "Prints it as JSON.")
    private boolean json;

    @Mixin
    private SparkOptions sparkOptions = new SparkOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<Finding> findings;
        try (JavaSparkContext spark = sparkOptions.start("kindling doctor")) {
            findings = new Examination(spark, DataFolder.location()).findings();
        }
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Ansi ansi = spec.commandLine().getColorScheme().ansi();
        if (json) {
            out.println(JsonMapper.builder()
                    .build()
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(findings));
        } else {
            findings.forEach(finding -> print(finding, ansi, out));
        }
        out.flush();
        return findings.stream().anyMatch(finding -> finding.state() == Finding.State.BAD) ? 1 : 0;
    }

    private static void print(Finding finding, Ansi ansi, PrintWriter out) {
        String state =
                switch (finding.state()) {
                    case GOOD -> "@|green good|@";
                    case NOTE -> "@|yellow note|@";
                    case BAD -> "@|red bad |@";
                };
        String text = Redaction.ofProcess().text(finding.text());
        out.printf(
                "%s  %-8s  %s%n",
                ansi.string(state),
                finding.name(),
                WordUtils.wrap(text, COLUMNS - INDENT, "\n" + " ".repeat(INDENT), true));
    }
}
