package dev.kindling.jobs;

import dev.kindling.fault.UserMistake;
import dev.kindling.jobs.bench.Benchmark;
import dev.kindling.jobs.bench.Benchmarks;
import dev.kindling.jobs.bench.Figure;
import dev.kindling.jobs.bench.FiguresFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kindling bench [NAME ...]}: measures and prints. */
@Command(
        name = "bench",
        subcommands = LearnersCommand.class,
        mixinStandardHelpOptions = true,
        description = "Measures speed here; without NAME all but large-model, with --list their names.")
final class BenchCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "Benchmarks to run.")
    private List<String> names = List.of();

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures to this local file.")
    private @Nullable Path json;

    @Option(names = "--list", description = "List the benchmarks.")
    private boolean list;

    @Mixin
    private SparkOptions sparkOptions = new SparkOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (list) {
            Benchmarks.ALL.forEach((name, benchmark) -> out.println(name));
            return 0;
        }
        Map<String, Benchmark> chosen = chosen();
        if (json == null) {
            measure(chosen, out);
        } else {
            try (FiguresFile file = FiguresFile.begin(json)) {
                file.write(measure(chosen, out));
            }
        }
        return 0;
    }

    private Map<String, List<Figure>> measure(Map<String, Benchmark> chosen, PrintWriter out) throws IOException {
        Map<String, List<Figure>> figures = new LinkedHashMap<>();
        try (JavaSparkContext spark = sparkOptions.start("kindling bench")) {
            out.printf("%-52s %12s %12s  %s%n", "", "best", "median", "");
            for (Map.Entry<String, Benchmark> entry : chosen.entrySet()) {
                List<Figure> measured = entry.getValue().measure(spark);
                figures.put(entry.getKey(), measured);
                measured.forEach(figure -> print(out, figure));
            }
        }
        return figures;
    }

    private Map<String, Benchmark> chosen() {
        if (names.isEmpty()) {
            Map<String, Benchmark> usual = new LinkedHashMap<>(Benchmarks.ALL);
            usual.keySet().removeAll(Benchmarks.ON_A_CLUSTER);
            return usual;
        }
        Map<String, Benchmark> chosen = new LinkedHashMap<>();
        for (String name : names) {
            Benchmark benchmark = Benchmarks.ALL.get(name);
            if (benchmark == null) {
                throw new UserMistake("no benchmark " + name + "; there are " + Benchmarks.ALL.keySet());
            }
            chosen.put(name, benchmark);
        }
        return chosen;
    }

    private static void print(PrintWriter out, Figure figure) {
        out.printf(
                Locale.ROOT,
                "%-52s %,12.1f %,12.1f  %s%n",
                figure.name(),
                figure.best(),
                figure.median(),
                figure.unit());
        out.flush();
    }
}
