package dev.kindling.jobs.run;

import dev.kindling.jobs.redact.Redaction;
import dev.kindling.tensor.Blas;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;

/** Where a result comes from: code, versions, machine, seed. */
public final class Provenance {

    private Provenance() {}

    /** Facts in reading order. */
    public static Map<String, String> collect(JavaSparkContext spark, long seed) {
        Map<String, String> facts = new LinkedHashMap<>();
        BuildFacts build = new BuildFacts();
        facts.put("commit", build.commit());
        facts.put("version", build.version());
        facts.put("seed", Long.toString(seed));
        facts.put("started", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        facts.put("spark", spark.version());
        facts.put("master", spark.master());
        facts.put("parallelism", Integer.toString(spark.defaultParallelism()));
        facts.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
        facts.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        facts.put("cpu", cpu() + ", " + Runtime.getRuntime().availableProcessors() + " cores");
        facts.put("blas", Blas.implementation());
        facts.put("blas-fingerprint", String.format("%016x", Blas.fingerprint()));
        String coreType = System.getenv("OPENBLAS_CORETYPE");
        facts.put("openblas-coretype", coreType == null ? "chosen by OpenBLAS" : coreType);
        Redaction redaction = Redaction.ofProcess();
        facts.replaceAll((name, value) -> redaction.text(value));
        return facts;
    }

    private static String cpu() {
        Path info = Path.of("/proc/cpuinfo");
        if (Files.isReadable(info)) {
            try (var lines = Files.lines(info, StandardCharsets.UTF_8)) {
                return lines.filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).trim())
                        .findFirst()
                        .orElse("unknown");
            } catch (IOException unreadable) {
                return "unknown";
            }
        }
        return "unknown";
    }
}
