package dev.kindling.spark.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.encode.Encoder;
import dev.kindling.fault.UserMistake;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class KerasEncoderTest {

    private static final KerasModels MODEL = new KerasModels(6, 2, 3, 5, 4);
    private static final Shape INPUT = new Shape(2, 6, 6);
    private static final int ROWS = 3;

    @ParameterizedTest
    @ValueSource(strings = {"", "hidden", "2"})
    void aSequentialModelGivesWhatKerasDefinesWhicheverWayItsLayerIsNamed(String layer, @TempDir Path folder)
            throws IOException {
        Path file = folder.resolve("sequential.h5");
        MODEL.writeSequential(file);
        float[] inputs = inputs();

        ImportedEncoder imported = ImportedEncoder.ofKeras(Files.readAllBytes(file), layer, INPUT, "m.h5");

        assertThat(imported.layer()).isEqualTo("hidden");
        assertThat(imported.parameters()).isEqualTo(9 * 2 * 3 + 3 + 12 * 5 + 5 + 5 * 4 + 4);
        float[] embedded = embedded(imported.encoder(), inputs);
        for (int row = 0; row < ROWS; row++) {
            requireClose(embedded, row * 5, MODEL.hidden(channelsLast(inputs, row)));
        }
    }

    @Test
    void aFunctionalModelGivesTheSame(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("functional.h5");
        MODEL.writeFunctional(file);
        float[] inputs = inputs();

        ImportedEncoder imported = ImportedEncoder.ofKeras(Files.readAllBytes(file), "", INPUT, "m.h5");

        assertThat(imported.layer()).isEqualTo("hidden");
        float[] embedded = embedded(imported.encoder(), inputs);
        for (int row = 0; row < ROWS; row++) {
            requireClose(embedded, row * 5, MODEL.hidden(channelsLast(inputs, row)));
        }
    }

    @Test
    void aConvolutionsActivationsComeInTheOrderTheModelHasThem(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("sequential.h5");
        MODEL.writeSequential(file);
        float[] inputs = inputs();

        Encoder encoder = ImportedEncoder.ofKeras(Files.readAllBytes(file), "seeing", INPUT, "m.h5")
                .encoder();

        assertThat(encoder.dimension(INPUT)).isEqualTo(4 * 4 * 3);
        requireClose(embedded(encoder, inputs), 48, MODEL.convolved(channelsLast(inputs, 1)));
    }

    @Test
    void whatIsNoWholeKerasModelIsSaidInOneLine(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("sequential.h5");
        MODEL.writeSequential(file);
        byte[] whole = Files.readAllBytes(file);
        byte[] cut = java.util.Arrays.copyOf(whole, whole.length / 2);

        assertMistake(whole, "hiden", INPUT, "layer: expected one of [seeing, pooling, hidden, answer]");
        assertMistake(whole, "4", INPUT, "or a number below 4, found 4, in m.h5");
        assertMistake(whole, "", new Shape(2, 5, 5), "images of another size");
        assertMistake(whole, "", new Shape(1, 6, 6), "images of another size");
        assertMistake("no".getBytes(StandardCharsets.UTF_8), "", INPUT, "m.h5: expected a Keras model in HDF5");
        assertMistake(cut, "", INPUT, "m.h5: no Keras model that Deeplearning4j can read");
    }

    private static void assertMistake(byte[] file, String layer, Shape input, String message) {
        assertThatThrownBy(() -> ImportedEncoder.ofKeras(file, layer, input, "m.h5"))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining(message);
    }

    private static float[] inputs() {
        RandomStream random = RandomStream.of(3, "inputs");
        float[] inputs = new float[ROWS * INPUT.size()];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = (float) random.nextGaussian();
        }
        return inputs;
    }

    private static double[] channelsLast(float[] inputs, int row) {
        double[] image = new double[INPUT.size()];
        for (int c = 0; c < 2; c++) {
            for (int position = 0; position < 36; position++) {
                image[position * 2 + c] = inputs[row * 72 + c * 36 + position];
            }
        }
        return image;
    }

    private static float[] embedded(Encoder encoder, float[] inputs) {
        float[] embeddings = new float[ROWS * encoder.dimension(INPUT)];
        encoder.open(INPUT, ROWS).embed(inputs, ROWS, embeddings);
        return embeddings;
    }

    private static void requireClose(float[] embeddings, int from, double[] expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) embeddings[from + i]).as("value " + i).isCloseTo(expected[i], within(2e-5));
        }
    }
}
