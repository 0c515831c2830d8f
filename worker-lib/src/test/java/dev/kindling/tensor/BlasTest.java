package dev.kindling.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ludovic.netlib.blas.BLAS;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BlasTest {

    private static final int[][] SHAPES = {
        {1, 1, 1}, {1, 7, 3}, {5, 1, 9}, {3, 5, 1}, {13, 17, 11}, {32, 10, 200}, {10, 200, 784}, {65, 33, 129}
    };

    static Stream<Products.Case> cases() {
        return Arrays.stream(Products.Kind.values()).flatMap(kind -> Arrays.stream(SHAPES)
                .flatMap(shape -> Stream.of(
                        new Products.Case(kind, shape[0], shape[1], shape[2], 0, 0, 0),
                        new Products.Case(kind, shape[0], shape[1], shape[2], 5, 3, 7))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aProductIsTheSumOfItsDefinition(Products.Case product) {
        for (float[] factors : new float[][] {{1, 0}, {-0.5f, 1}, {2, 0.25f}}) {
            float[] computed = product.c();
            product.run(factors[0], product.a(), product.b(), factors[1], computed);
            requireClose(product, computed, factors[0], factors[1]);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theJavaFallbackKeepsTheSameContract(Products.Case product) {
        NativeBlas fallback = javaBinding();
        assertThat(fallback.isNative).isFalse();
        assertThat(fallback.description).isEqualTo("Java");
        for (float[] factors : new float[][] {{1, 0}, {-0.5f, 1}}) {
            float[] computed = product.c();
            product.runOn(fallback.blas, factors[0], product.a(), product.b(), factors[1], computed);
            requireClose(product, computed, factors[0], factors[1]);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void withBetaZeroWhatLayInTheResultBeforeIsNotRead(Products.Case product) {
        for (BLAS blas : List.of(Blas.binding(), javaBinding().blas)) {
            float[] clean = new float[product.c().length];
            product.runOn(blas, 1, product.a(), product.b(), 0, clean);
            float[] littered = new float[clean.length];
            Arrays.fill(littered, Float.NaN);
            product.runOn(blas, 1, product.a(), product.b(), 0, littered);
            int from = product.cOffset();
            int to = from + product.m() * product.n();
            assertThat(Arrays.copyOfRange(littered, from, to)).isEqualTo(Arrays.copyOfRange(clean, from, to));
        }
    }

    @Test
    void twoThreadsAtOnceGetTheBitsOfOneAlone() throws Exception {
        List<Products.Case> all = cases().toList();
        List<float[]> alone = new ArrayList<>();
        for (Products.Case product : all) {
            alone.add(result(product));
        }
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Callable<Integer> work = () -> {
                int different = 0;
                for (int repeat = 0; repeat < 40; repeat++) {
                    for (int i = 0; i < all.size(); i++) {
                        different += Arrays.equals(result(all.get(i)), alone.get(i)) ? 0 : 1;
                    }
                }
                return different;
            };
            for (Future<Integer> different : threads.invokeAll(List.of(work, work))) {
                assertThat(different.get()).isZero();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void theFingerprintIsThatOfTheBindingAndTellsBindingsApart() {
        assertThat(NativeBlas.bind().fingerprint()).isEqualTo(Blas.fingerprint());
        assertThat(javaBinding().fingerprint()).isEqualTo(javaBinding().fingerprint());
        if (Blas.isNative()) {
            assertThat(javaBinding().fingerprint()).isNotEqualTo(Blas.fingerprint());
            assertThat(Blas.implementation()).isEqualTo("OpenBLAS, one thread");
        } else {
            assertThat(Blas.implementation()).isEqualTo("Java");
        }
    }

    private static float[] result(Products.Case product) {
        float[] c = product.c();
        product.run(1, product.a(), product.b(), 1, c);
        return c;
    }

    private static void requireClose(Products.Case product, float[] computed, float alpha, float beta) {
        float[] expected = product.c();
        product.byDefinition(alpha, product.a(), product.b(), beta, expected);
        // Every term is below 1; k roundings of a sum below k.
        float tolerance = (float) (1e-6 * Math.max(1, Math.abs(alpha)) * Math.sqrt(product.k()) * 4);
        for (int i = 0; i < expected.length; i++) {
            assertThat(computed[i]).isCloseTo(expected[i], within(tolerance));
        }
    }

    /** The binding of a JVM with -Dkindling.blas.java=true. */
    private static NativeBlas javaBinding() {
        Logger log = Logger.getLogger(Blas.class.getName());
        Level before = log.getLevel();
        log.setLevel(Level.OFF);
        System.setProperty("kindling.blas.java", "true");
        try {
            return NativeBlas.bind();
        } finally {
            System.clearProperty("kindling.blas.java");
            log.setLevel(before);
        }
    }
}
