package dev.kindling.tensor;

import dev.kindling.random.RandomStream;
import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;
import java.io.File;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;

/** Finds the OpenBLAS in the jar, sets it to one thread and hands it to netlib, whose JNI reads heap arrays in place. */
final class NativeBlas {

    private static final String LIBRARY_PATH = "dev.ludovic.netlib.blas.nativeLibPath";
    private static final String[] LIBRARY_NAMES = {
        "libopenblas_nolapack.so.0", "libopenblas_nolapack.0.dylib", "libopenblas_nolapack.dll"
    };

    final BLAS blas;
    final boolean isNative;
    final boolean cutsSmallProducts;
    final String description;
    final long fingerprint;

    private NativeBlas(BLAS blas, boolean isNative, String description) {
        this.blas = blas;
        this.isNative = isNative;
        this.cutsSmallProducts = isNative && SmallProducts.haveKernels();
        this.description = description;
        // Cut and whole products differ in bits as two kernels do.
        this.fingerprint = RandomStream.mix(fingerprintOf(blas) + (cutsSmallProducts ? 1 : 0));
    }

    static NativeBlas bind() {
        Logger netlibLog = Logger.getLogger("dev.ludovic.netlib.blas.InstanceBuilder");
        Level before = netlibLog.getLevel();
        // netlib warns of each implementation that it tries and skips; what counts is said once, below.
        netlibLog.setLevel(Level.OFF);
        try {
            return new NativeBlas(openBlas(), true, "OpenBLAS, one thread");
        } catch (Throwable unavailable) {
            Logger.getLogger(Blas.class.getName())
                    .warning("No native BLAS here, matrix products run in Java (several times slower): "
                            + unavailable.getMessage());
            return new NativeBlas(JavaBLAS.getInstance(), false, "Java");
        } finally {
            netlibLog.setLevel(before);
        }
    }

    private static BLAS openBlas() {
        if (Boolean.getBoolean("kindling.blas.java")) {
            throw new IllegalStateException("switched off by -Dkindling.blas.java=true");
        }
        File loaded = new File(Loader.load(openblas_nolapack.class));
        openblas_nolapack.blas_set_num_threads(1);
        if (openblas_nolapack.blas_get_num_threads() != 1) {
            throw new IllegalStateException("OpenBLAS did not accept one thread");
        }
        for (String name : LIBRARY_NAMES) {
            File library = new File(loaded.getParentFile(), name);
            if (library.exists()) {
                System.setProperty(LIBRARY_PATH, library.getPath());
                return dev.ludovic.netlib.blas.NativeBLAS.getInstance();
            }
        }
        throw new IllegalStateException("no OpenBLAS library beside " + loaded);
    }

    private static long fingerprintOf(BLAS blas) {
        int[][] shapes = {{3, 5, 7}, {16, 48, 64}, {33, 100, 300}};
        long hash = 1;
        for (int[] shape : shapes) {
            hash = RandomStream.mix(hash ^ productBits(blas, shape[0], shape[1], shape[2]));
        }
        return hash;
    }

    private static long productBits(BLAS blas, int m, int n, int k) {
        RandomStream random = RandomStream.of(1, "blas-fingerprint", m, n, k);
        float[] a = new float[m * k];
        float[] b = new float[k * n];
        for (int i = 0; i < a.length; i++) {
            a[i] = random.nextFloat() - 0.5f;
        }
        for (int i = 0; i < b.length; i++) {
            b[i] = random.nextFloat() - 0.5f;
        }
        float[] c = new float[m * n];
        blas.sgemm("N", "N", n, m, k, 1f, b, 0, n, a, 0, k, 0f, c, 0, n);
        long hash = 0;
        for (float value : c) {
            hash = RandomStream.mix(hash ^ Float.floatToIntBits(value));
        }
        return hash;
    }
}
