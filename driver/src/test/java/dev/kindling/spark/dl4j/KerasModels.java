package dev.kindling.spark.dl4j;

import dev.kindling.random.RandomStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A small Keras model, Sequential or functional: convolution 3x3, pooling, flattening, dense, softmax. Its weights are drawn from a stream
 * of its own and rounded to quarters.
 *
 * @param size height and width of its inputs
 * @param channels of its inputs
 * @param filters of its convolution
 * @param units of its hidden dense layer
 * @param classes of its output
 */
record KerasModels(int size, int channels, int filters, int units, int classes) {

    private static final int KERNEL = 3;

    /** Writes what jobs' tests read, keras.h5 and the same model as dl4j.zip: {@code KerasModels FOLDER}. */
    public static void main(String[] arguments) throws IOException {
        Path keras = Path.of(arguments[0], "keras.h5");
        new KerasModels(28, 1, 4, 8, 8).writeSequential(keras);
        Files.write(
                Path.of(arguments[0], "dl4j.zip"),
                KerasFile.read(Files.readAllBytes(keras), keras.toString()).bytes());
    }

    private int pooled() {
        return (size - KERNEL + 1) / 2;
    }

    float[] kernel() {
        return drawn("kernel", KERNEL * KERNEL * channels * filters);
    }

    float[] bias() {
        return drawn("bias", filters);
    }

    float[] hiddenKernel() {
        return drawn("hidden", pooled() * pooled() * filters * units);
    }

    float[] hiddenBias() {
        return drawn("hidden-bias", units);
    }

    private static float[] drawn(String name, int count) {
        RandomStream random = RandomStream.of(7, name);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (random.nextInt(9) - 4) / 4f;
        }
        return values;
    }

    /** The hidden layer's activations of an image {@code [height, width, channels]}. */
    double[] hidden(double[] image) {
        return KerasArithmetic.dense(
                KerasArithmetic.pooling(convolved(image), size - KERNEL + 1, filters), hiddenKernel(), hiddenBias());
    }

    /** The convolution's. */
    double[] convolved(double[] image) {
        return KerasArithmetic.convolution(image, size, channels, kernel(), bias(), KERNEL);
    }

    void writeSequential(Path file) {
        String layers = input(false) + "," + String.join(",", layers());
        write(file, "{\"class_name\":\"Sequential\",\"config\":{\"name\":\"small\",\"layers\":[" + layers + "]}}");
    }

    void writeFunctional(Path file) {
        StringBuilder layers = new StringBuilder(input(true));
        String before = "images";
        for (String layer : layers()) {
            String name = layer.replaceAll(".*\"config\":\\{\"name\":\"([a-z0-9]+)\".*", "$1");
            layers.append(',')
                    .append(layer, 0, layer.length() - 1)
                    .append(",\"name\":\"" + name + "\",\"inbound_nodes\":[[[\"" + before + "\",0,0,{}]]]}");
            before = name;
        }
        write(
                file,
                "{\"class_name\":\"Functional\",\"config\":{\"name\":\"small\",\"layers\":[" + layers
                        + "],\"input_layers\":[[\"images\",0,0]],\"output_layers\":[[\"answer\",0,0]]}}");
    }

    private String input(boolean wired) {
        return "{\"class_name\":\"InputLayer\",\"config\":{\"batch_input_shape\":[null," + size + "," + size + ","
                + channels + "],\"dtype\":\"float32\",\"sparse\":false,\"ragged\":false,\"name\":\"images\"}"
                + (wired ? ",\"name\":\"images\",\"inbound_nodes\":[]}" : "}");
    }

    private String[] layers() {
        return new String[] {
            layer(
                    "Conv2D",
                    "seeing",
                    "\"filters\":" + filters + ",\"kernel_size\":[3,3],\"strides\":[1,1],\"padding\":\"valid\","
                            + "\"data_format\":\"channels_last\",\"dilation_rate\":[1,1],\"groups\":1,"
                            + activated("relu")),
            layer(
                    "MaxPooling2D",
                    "pooling",
                    "\"pool_size\":[2,2],\"padding\":\"valid\",\"strides\":[2,2],\"data_format\":\"channels_last\""),
            layer("Flatten", "flat", "\"data_format\":\"channels_last\""),
            layer("Dense", "hidden", "\"units\":" + units + "," + activated("relu")),
            layer("Dense", "answer", "\"units\":" + classes + "," + activated("softmax"))
        };
    }

    private static String activated(String activation) {
        return "\"activation\":\"" + activation + "\",\"use_bias\":true,"
                + "\"kernel_initializer\":{\"class_name\":\"GlorotUniform\",\"config\":{\"seed\":null}},"
                + "\"bias_initializer\":{\"class_name\":\"Zeros\",\"config\":{}},"
                + "\"kernel_regularizer\":null,\"bias_regularizer\":null,\"activity_regularizer\":null,"
                + "\"kernel_constraint\":null,\"bias_constraint\":null";
    }

    private static String layer(String kind, String name, String settings) {
        return "{\"class_name\":\"" + kind + "\",\"config\":{\"name\":\"" + name
                + "\",\"trainable\":true,\"dtype\":\"float32\"," + settings + "}}";
    }

    private void write(Path file, String architecture) {
        int flat = pooled() * pooled() * filters;
        new KerasModelWriter(architecture)
                .with("seeing", "kernel", kernel(), KERNEL, KERNEL, channels, filters)
                .with("seeing", "bias", bias(), filters)
                .with("hidden", "kernel", hiddenKernel(), flat, units)
                .with("hidden", "bias", hiddenBias(), units)
                .with("answer", "kernel", drawn("answer", units * classes), units, classes)
                .with("answer", "bias", drawn("answer-bias", classes), classes)
                .write(file);
    }
}
