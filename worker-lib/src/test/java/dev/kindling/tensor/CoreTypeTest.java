package dev.kindling.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CoreTypeTest {

    private static final String AVX_2 = "vendor_id : GenuineIntel\nflags : fpu avx2";
    private static final String AVX_512 = AVX_2 + " avx512f avx512dq";

    @Test
    void aForcedTypeThatTheProcessorCannotRunIsRefused() {
        for (String forced : new String[] {"SkylakeX", "COOPERLAKE", "SapphireRapids"}) {
            assertThat(new CoreType(forced, AVX_2).refusal())
                    .isEqualTo("OPENBLAS_CORETYPE=" + forced + " needs a processor with AVX-512, which this machine"
                            + " has not; set OPENBLAS_CORETYPE=Haswell for driver and executors");
            assertThat(new CoreType(forced, AVX_512).refusal()).isNull();
        }
        assertThat(new CoreType("Haswell", AVX_2).refusal()).isNull();
        assertThat(new CoreType("", AVX_2).refusal()).isNull();
    }

    @Test
    void whereNothingIsKnownOfTheProcessorTheLibraryDecides() {
        assertThat(new CoreType("SkylakeX", "").refusal()).isNull();
        assertThat(new CoreType("SkylakeX", "Features : fp asimd").refusal()).isNull();
    }

    @Test
    void smallKernelsAreThoseOfTheTypeThatIsTaken() {
        assertThat(new CoreType("", AVX_512).hasSmallKernels()).isTrue();
        assertThat(new CoreType("", AVX_2).hasSmallKernels()).isFalse();
        assertThat(new CoreType("", "AuthenticAMD avx512dq").hasSmallKernels()).isFalse();
        assertThat(new CoreType("skylakex", "").hasSmallKernels()).isTrue();
        assertThat(new CoreType("Haswell", AVX_512).hasSmallKernels()).isFalse();
    }
}
