package dev.kindling.spark.dl4j;

/** What Keras' layers compute, as its documentation defines them, by plain loops in double. Images are {@code [height, width, channels]}. */
final class KerasArithmetic {

    private KerasArithmetic() {}

    /** padding = "valid", strides of 1, relu; kernels {@code [k, k, in, out]}. */
    static double[] convolution(double[] image, int size, int in, float[] kernel, float[] bias, int k) {
        int out = bias.length;
        int side = size - k + 1;
        double[] result = new double[side * side * out];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                for (int o = 0; o < out; o++) {
                    double sum = bias[o];
                    for (int i = 0; i < k * k * in; i++) {
                        int dy = i / in / k;
                        int dx = i / in % k;
                        sum += image[((y + dy) * size + x + dx) * in + i % in] * kernel[i * out + o];
                    }
                    result[(y * side + x) * out + o] = Math.max(0, sum);
                }
            }
        }
        return result;
    }

    /** pool_size = 2; what does not fill a window is left out. */
    static double[] pooling(double[] image, int size, int channels) {
        int side = size / 2;
        double[] result = new double[side * side * channels];
        for (int i = 0; i < result.length; i++) {
            int y = i / channels / side;
            int x = i / channels % side;
            double largest = Double.NEGATIVE_INFINITY;
            for (int d = 0; d < 4; d++) {
                largest = Math.max(largest, image[((2 * y + d / 2) * size + 2 * x + d % 2) * channels + i % channels]);
            }
            result[i] = largest;
        }
        return result;
    }

    /** relu; kernels {@code [in, out]}. */
    static double[] dense(double[] values, float[] kernel, float[] bias) {
        double[] result = new double[bias.length];
        for (int o = 0; o < result.length; o++) {
            result[o] = bias[o];
            for (int i = 0; i < values.length; i++) {
                result[o] += values[i] * kernel[i * result.length + o];
            }
            result[o] = Math.max(0, result[o]);
        }
        return result;
    }
}
