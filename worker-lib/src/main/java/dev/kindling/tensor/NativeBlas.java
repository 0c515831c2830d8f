package dev.kindling.tensor;

import dev.kindling.fault.UserMistake;
import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;
import java.io.File;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.jspecify.annotations.Nullable;

/** Finds the OpenBLAS in the jar, sets it to one thread and hands it to netlib, whose JNI reads heap arrays in place. */
final class NativeBlas {

    private static final String LIBRARY_PATH = "dev.ludovic.netlib.blas.nativeLibPath";
    private static final String[] LIBRARY_NAMES = {
        "libopenblas_nolapack.so.0", "libopenblas_nolapack.0.dylib", "libopenblas_nolapack.dll"
    };

    final BLAS blas;
    final boolean isNative;
    final String description;
    private final RowMajor products;
    private final long fingerprint;
    private final @Nullable String refusal;

    private NativeBlas(BLAS blas, boolean isNative, String description, @Nullable String refusal) {
        this.blas = blas;
        this.isNative = isNative;
        this.description = description;
        this.refusal = refusal;
        this.products = new RowMajor(blas, isNative && CoreType.here().hasSmallKernels());
        this.fingerprint = Fingerprint.of(products, isNative);
    }

    RowMajor products() {
        requireUsable();
        return products;
    }

    long fingerprint() {
        requireUsable();
        return fingerprint;
    }

    /** Said at every use, for a class that fails to load says why once only. */
    private void requireUsable() {
        if (refusal != null) {
            throw new UserMistake(refusal);
        }
    }

    static NativeBlas bind() {
        String refusal = CoreType.here().refusal();
        if (refusal != null) {
            return new NativeBlas(JavaBLAS.getInstance(), false, "none", refusal);
        }
        Logger netlibLog = Logger.getLogger("dev.ludovic.netlib.blas.InstanceBuilder");
        Level before = netlibLog.getLevel();
        // netlib warns of each implementation that it tries and skips; what counts is said once, below.
        netlibLog.setLevel(Level.OFF);
        try {
            return new NativeBlas(openBlas(), true, "OpenBLAS, one thread", null);
        } catch (Throwable unavailable) {
            Logger.getLogger(Blas.class.getName())
                    .warning("No native BLAS here, matrix products run in Java (several times slower): "
                            + unavailable.getMessage());
            return new NativeBlas(JavaBLAS.getInstance(), false, "Java", null);
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
}
