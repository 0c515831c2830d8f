package dev.kindling.learn.closedform;

import dev.kindling.nn.Dense;

/** How solved weights and features for them lie. */
final class Readouts {

    private Readouts() {}

    /** Writes {@code [rows, in]} values, each row with a 1 behind it for the bias, to {@code [rows, width]}; the rest of a row stays. */
    static void withOne(float[] values, int rows, int in, float[] into, int width) {
        for (int row = 0; row < rows; row++) {
            System.arraycopy(values, row * in, into, row * width, in);
            into[row * width + in] = 1;
        }
    }

    /** Writes a solution, {@code [out, in + 1]} with the bias last, to the layer's place, rounded to float32. */
    static void write(double[] columns, Dense layer, float[] parameters) {
        int inputs = layer.in() + 1;
        for (int out = 0; out < layer.out(); out++) {
            for (int in = 0; in < layer.in(); in++) {
                parameters[layer.weightOffset() + in * layer.out() + out] = (float) columns[out * inputs + in];
            }
            parameters[layer.biasOffset() + out] = (float) columns[out * inputs + layer.in()];
        }
    }

    /** A code of its own for each class, {@code [classes, classes]}. */
    static double[] oneHot(int classes) {
        double[] codes = new double[classes * classes];
        for (int label = 0; label < classes; label++) {
            codes[label * (classes + 1)] = 1;
        }
        return codes;
    }
}
