package dev.kindling.jobs.doctor;

import dev.kindling.jobs.bench.GemmPeak;
import dev.kindling.spark.dl4j.Dl4jJar;
import dev.kindling.tensor.Blas;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;

/** Looks at what a training needs of this machine, in the order in which it needs it. */
public final class Examination {

    private static final int JAVA = 17;
    private static final double GIGA = 1e9;
    private static final double LEAST_HEAP = 1e9;
    private static final double LEAST_DISK = 5e9;
    private static final int PRODUCTS = 3;

    private final JavaSparkContext spark;
    private final String data;

    /**
     * Of the machine that the context runs on.
     *
     * @param data where real data is looked for
     */
    public Examination(JavaSparkContext spark, String data) {
        this.spark = spark;
        this.data = data;
    }

    /** All findings. */
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        findings.add(java());
        findings.add(cores());
        findings.add(memory());
        findings.add(Finding.good(
                "spark",
                spark.version() + ", Scala " + scala.util.Properties.versionNumberString() + ", " + spark.master()));
        findings.add(blas());
        findings.add(speed());
        findings.add(disk());
        findings.add(deeplearning4j());
        findings.add(data());
        return findings;
    }

    private static Finding java() {
        int version = Runtime.version().feature();
        String found =
                System.getProperty("java.vm.name") + " " + Runtime.version() + " in " + System.getProperty("java.home");
        return version == JAVA
                ? Finding.good("java", found)
                : Finding.bad("java", found + "; Kindling needs Java " + JAVA + ": set JAVA_HOME to one");
    }

    private static Finding cores() {
        int cores = Runtime.getRuntime().availableProcessors();
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        String found = String.format(Locale.ROOT, "%d, load %.1f", cores, load);
        return load > cores
                ? Finding.note("cores", found + ": busy, so speeds below are too low")
                : Finding.good("cores", found);
    }

    private static Finding memory() {
        long heap = Runtime.getRuntime().maxMemory();
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        String found =
                String.format(Locale.ROOT, "heap %.1f GB of %.1f GB", heap / GIGA, system.getTotalMemorySize() / GIGA);
        return heap < LEAST_HEAP
                ? Finding.note("memory", found + "; give more with KINDLING_MEMORY=4g")
                : Finding.good("memory", found);
    }

    private static Finding blas() {
        String found = String.format(
                Locale.ROOT, "%s, kernels %s, fingerprint %016x", Blas.implementation(), kernels(), Blas.fingerprint());
        return Blas.implementation().startsWith("OpenBLAS")
                ? Finding.good("blas", found)
                : Finding.note(
                        "blas",
                        found + "; products run in Java, several times slower: use a jar built on this platform");
    }

    private static String kernels() {
        String forced = System.getenv("OPENBLAS_CORETYPE");
        return forced == null || forced.isBlank() ? "as OpenBLAS chooses" : forced;
    }

    private Finding speed() {
        double best = Stream.generate(() -> GemmPeak.once(spark))
                .limit(PRODUCTS)
                .mapToDouble(Double::doubleValue)
                .max()
                .orElseThrow();
        return Finding.good(
                "speed",
                String.format(Locale.ROOT, "%.0f GFLOP/s of sgemm on %d cores", best, spark.defaultParallelism()));
    }

    private Finding disk() {
        String folders = spark.getConf().get("spark.local.dir", System.getProperty("java.io.tmpdir"));
        String first = Arrays.asList(folders.split(",", -1)).get(0);
        try {
            long free = Files.getFileStore(Path.of(first)).getUsableSpace();
            String found = String.format(Locale.ROOT, "%.0f GB free in %s", free / GIGA, first);
            return free < LEAST_DISK
                    ? Finding.note("disk", found + ", where Spark keeps shuffles and caches; set spark.local.dir")
                    : Finding.good("disk", found);
        } catch (IOException missing) {
            return Finding.bad(
                    "disk", first + " cannot be looked at (" + missing.getMessage() + "); set spark.local.dir");
        }
    }

    private static Finding deeplearning4j() {
        return Dl4jJar.isThere()
                ? Finding.good("dl4j", "kindling-dl4j.jar is on the class path")
                : Finding.note(
                        "dl4j",
                        "kindling-dl4j.jar is not on the class path; only Deeplearning4j and Keras models, and that trainer, need it");
    }

    private Finding data() {
        Path folder = Path.of(data);
        if (!Files.isDirectory(folder)) {
            return Finding.note(
                    "data", data + " is no folder of this machine; set KINDLING_DATA, or: kindling data fetch mnist");
        }
        try (Stream<Path> sets = Files.list(folder)) {
            List<String> names = sets.filter(Files::isDirectory)
                    .map(path -> path.getFileName().toString())
                    .sorted()
                    .toList();
            return Finding.good("data", folder + (names.isEmpty() ? " is empty" : ": " + String.join(", ", names)));
        } catch (IOException unreadable) {
            return Finding.note("data", folder + " cannot be read: " + unreadable.getMessage());
        }
    }
}
