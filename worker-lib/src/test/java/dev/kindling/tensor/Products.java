package dev.kindling.tensor;

import dev.kindling.random.RandomStream;
import dev.ludovic.netlib.blas.BLAS;

/** Products by the definition, in double, and the arrays to try them on. */
final class Products {

    private Products() {}

    /** How an operand lies in memory against how it is multiplied. */
    enum Kind {
        PLAIN,
        TRANSPOSED_LEFT,
        TRANSPOSED_RIGHT
    }

    /** One product with its operands behind offsets, as layers call it. */
    record Case(Kind kind, int m, int n, int k, int aOffset, int bOffset, int cOffset) {

        float[] a() {
            return random(aOffset + m * k + 3, 1);
        }

        float[] b() {
            return random(bOffset + k * n + 3, 2);
        }

        float[] c() {
            return random(cOffset + m * n + 3, 3);
        }

        private float[] random(int length, int operand) {
            RandomStream random = RandomStream.of(7, "operand", operand, m, n, k);
            float[] values = new float[length];
            for (int i = 0; i < length; i++) {
                values[i] = 2 * random.nextFloat() - 1;
            }
            return values;
        }

        /** Through the class under test. */
        void run(float alpha, float[] a, float[] b, float beta, float[] c) {
            switch (kind) {
                case PLAIN -> Blas.multiply(m, n, k, alpha, a, aOffset, b, bOffset, beta, c, cOffset);
                case TRANSPOSED_LEFT -> Blas.multiplyTransposedLeft(
                        m, n, k, alpha, a, aOffset, b, bOffset, beta, c, cOffset);
                case TRANSPOSED_RIGHT -> Blas.multiplyTransposedRight(
                        m, n, k, alpha, a, aOffset, b, bOffset, beta, c, cOffset);
            }
        }

        /** Through a binding, by the same mapping of row-major to column-major. */
        void runOn(BLAS blas, float alpha, float[] a, float[] b, float beta, float[] c) {
            String left = kind == Kind.TRANSPOSED_LEFT ? "T" : "N";
            String right = kind == Kind.TRANSPOSED_RIGHT ? "T" : "N";
            int strideA = kind == Kind.TRANSPOSED_LEFT ? m : k;
            int strideB = kind == Kind.TRANSPOSED_RIGHT ? k : n;
            blas.sgemm(right, left, n, m, k, alpha, b, bOffset, strideB, a, aOffset, strideA, beta, c, cOffset, n);
        }

        /** By the definition. */
        void byDefinition(float alpha, float[] a, float[] b, float beta, float[] c) {
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    double sum = 0;
                    for (int l = 0; l < k; l++) {
                        double left = a[aOffset + (kind == Kind.TRANSPOSED_LEFT ? l * m + i : i * k + l)];
                        double right = b[bOffset + (kind == Kind.TRANSPOSED_RIGHT ? j * k + l : l * n + j)];
                        sum += left * right;
                    }
                    int at = cOffset + i * n + j;
                    c[at] = (float) (alpha * sum + (beta == 0 ? 0 : beta * c[at]));
                }
            }
        }
    }
}
