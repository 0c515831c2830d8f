package dev.kindling.tensor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * For which processor family OpenBLAS picks its kernels.
 *
 * @param forced the environment's OPENBLAS_CORETYPE, empty where OpenBLAS chooses
 * @param cpu /proc/cpuinfo, empty where there is none
 */
record CoreType(String forced, String cpu) {

    private static final Set<String> WITH_AVX_512 = Set.of("skylakex", "cooperlake", "sapphirerapids");

    static CoreType here() {
        String chosen = System.getenv("OPENBLAS_CORETYPE");
        return new CoreType(chosen == null ? "" : chosen, cpuInfo());
    }

    private static String cpuInfo() {
        try {
            return Files.readString(Path.of("/proc/cpuinfo"), StandardCharsets.UTF_8);
        } catch (IOException elsewhere) {
            return "";
        }
    }

    /** Whether the kernels have a path of their own for small matrices. */
    boolean hasSmallKernels() {
        if (!forced.isEmpty()) {
            return forcesAvx512();
        }
        // On other vendors' processors OpenBLAS 0.3.19 takes AVX2 kernels by itself.
        return cpu.contains("GenuineIntel") && cpu.contains("avx512dq");
    }

    /** Why the library must not be called here, where a call would be the end of the process; null if it may. */
    @Nullable
    String refusal() {
        // Only x86 processors list flags.
        return forcesAvx512() && cpu.contains("flags") && !cpu.contains("avx512f")
                ? "OPENBLAS_CORETYPE=" + forced + " needs a processor with AVX-512, which this machine has not; set "
                        + "OPENBLAS_CORETYPE=Haswell for driver and executors"
                : null;
    }

    private boolean forcesAvx512() {
        return WITH_AVX_512.contains(forced.toLowerCase(Locale.ROOT));
    }
}
