package dev.kindling.jobs.bench;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The benchmarks by name, in the order they run. */
public final class Benchmarks {

    public static final Map<String, Benchmark> ALL = all();

    /** Those that need a cluster and are run only when they are named. */
    public static final Set<String> ON_A_CLUSTER = Set.of("large-model");

    private Benchmarks() {}

    private static Map<String, Benchmark> all() {
        Map<String, Benchmark> all = new LinkedHashMap<>();
        all.put("sgemm", new GemmPeak());
        all.put("federated-b32", new FederatedThroughput(32));
        all.put("federated-b10", new FederatedThroughput(10));
        all.put("round-overhead", new RoundOverhead());
        all.put("idle-clients", new IdleClientRate());
        all.put("many-clients", new ManyClients());
        all.put("million-clients", new MillionClients());
        all.put("merge", new LargeMerge());
        all.put("heads", new Heads());
        all.put("forward-forward", new ForwardForwardSpeed());
        all.put("conv", new ConvTraining());
        all.put("schedules", new Schedules());
        all.put("side-by-side", new SideBySide());
        all.put("large-model", new LargeModel());
        return Collections.unmodifiableMap(all);
    }
}
