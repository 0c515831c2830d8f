package dev.kindling.spark.ml;

import dev.kindling.fault.UserMistake;
import java.util.Arrays;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.jspecify.annotations.Nullable;

/** Vectors of Spark ML, float64, dense or sparse, as our float32 rows. */
final class VectorRow {

    private VectorRow() {}

    /**
     * Writes a vector's values, each rounded to float32, to {@code into[offset .. offset + width)}. Vectors that are equal give the same bits, be
     * they dense or sparse.
     *
     * @throws UserMistake if it has another size, or a value that is not finite in float32
     */
    static void copy(@Nullable Vector vector, int width, String column, float[] into, int offset) {
        if (vector == null || vector.size() != width) {
            throw UserMistake.of(
                    "a vector",
                    width + " values",
                    vector == null ? "null" : vector.size(),
                    "column " + column,
                    "give every row a vector of one size");
        }
        if (vector instanceof SparseVector sparse) {
            Arrays.fill(into, offset, offset + width, 0);
            int[] indices = sparse.indices();
            double[] values = sparse.values();
            for (int i = 0; i < indices.length; i++) {
                into[offset + indices[i]] = finite(values[i], indices[i], column);
            }
            return;
        }
        double[] values = vector.toArray();
        for (int i = 0; i < width; i++) {
            into[offset + i] = finite(values[i], i, column);
        }
    }

    private static float finite(double value, int index, String column) {
        // Zeros that were negative become positive: a sparse vector leaves both out.
        float rounded = (float) value + 0f;
        if (!Float.isFinite(rounded)) {
            throw UserMistake.of(
                    "a feature",
                    "a finite number",
                    value,
                    "value " + index + " of column " + column,
                    "fill or drop such rows first, with Imputer or na().drop()");
        }
        return rounded;
    }
}
