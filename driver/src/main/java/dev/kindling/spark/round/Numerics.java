package dev.kindling.spark.round;

import dev.kindling.tensor.Blas;
import java.io.Serializable;

/**
 * How the driver's matrix products round. A task on a machine that rounds otherwise (another processor kernel, no native
 * library) would break the promise of equal bits, so it refuses to work.
 *
 * @param fingerprint {@link Blas#fingerprint}
 * @param implementation {@link Blas#implementation}
 */
public record Numerics(long fingerprint, String implementation) implements Serializable {

    /** This process's. */
    public static Numerics here() {
        return new Numerics(Blas.fingerprint(), Blas.implementation());
    }

    /** Fails where this process's products have other bits. */
    public void requireSameHere() {
        if (Blas.fingerprint() != fingerprint) {
            throw new IllegalStateException(String.format(
                    "matrix products round differently here (%s, %016x) and on the driver (%s, %016x); set the same "
                            + "OPENBLAS_CORETYPE (Haswell suits all) for driver and executors",
                    Blas.implementation(), Blas.fingerprint(), implementation, fingerprint));
        }
    }
}
