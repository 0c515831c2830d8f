package dev.kindling.spark.round;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.tensor.Blas;
import org.junit.jupiter.api.Test;

class NumericsTest {

    @Test
    void equalNumericsAreAccepted() {
        assertThatCode(() -> Numerics.here().requireSameHere()).doesNotThrowAnyException();
    }

    @Test
    void otherNumericsAreRefusedWithBothSidesAndTheCure() {
        Numerics driver = new Numerics(0xabcL, "OpenBLAS of another processor");
        assertThatThrownBy(driver::requireSameHere)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(String.format("here (%s, %016x)", Blas.implementation(), Blas.fingerprint()))
                .hasMessageContaining("on the driver (OpenBLAS of another processor, 0000000000000abc)")
                .hasMessageContaining("set the same OPENBLAS_CORETYPE");
    }
}
