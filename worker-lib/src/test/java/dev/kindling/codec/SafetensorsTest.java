package dev.kindling.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.fault.UserMistake;
import dev.kindling.nn.Layout;
import dev.kindling.nn.Parameters;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SafetensorsTest {

    @Test
    void whatWasWrittenComesBackWithLayoutBlocksAndMetadata() throws IOException {
        Parameters model = twoBlocks();
        Map<String, String> metadata = Map.of("seed", "7", "data", "Ziffern \u00e4\"\\\n");

        Safetensors.Contents contents = read(written(model, metadata));

        assertThat(contents.parameters()).isEqualTo(model);
        assertThat(contents.metadata()).isEqualTo(metadata);
    }

    @Test
    void aTinyModelGivesTheBytesWorkedOutByHand() throws IOException {
        Layout.Builder layout = Layout.builder();
        layout.add("w", 1, 2);
        Parameters model = new Parameters(layout.build(), new float[] {1f, -2.5f});
        String header = "{\"__metadata__\":{\"kindling.blocks\":\"{\\\"w\\\":0}\",\"kindling.format\":\"1\"},"
                + "\"w\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]}}";
        assertThat(header).hasSize(125);

        byte[] expected = HexFormat.of()
                .parseHex(
                        "8000000000000000" // 128 = 125 rounded up to a multiple of 8
                                + HexFormat.of().formatHex((header + "   ").getBytes(StandardCharsets.US_ASCII))
                                + "0000803f" // 1: sign 0, exponent 127, fraction 0
                                + "000020c0"); // -2.5 = -1.25 * 2: sign 1, exponent 128, fraction 0.25

        assertThat(written(model, Map.of())).isEqualTo(expected);
    }

    @Test
    void theOrderOfTheMetadataMapDoesNotChangeTheBytes() throws IOException {
        Map<String, String> one = new LinkedHashMap<>();
        one.put("z", "1");
        one.put("a", "2");
        Map<String, String> other = new LinkedHashMap<>();
        other.put("a", "2");
        other.put("z", "1");

        assertThat(written(twoBlocks(), one)).isEqualTo(written(twoBlocks(), other));
    }

    @Test
    void theDataStartAtAMultipleOfEightWhateverTheHeaderSays() throws IOException {
        for (int length = 0; length < 17; length++) {
            byte[] file = written(twoBlocks(), Map.of("k", "x".repeat(length)));

            long header = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
            assertThat(header % 8).isZero();
            assertThat(file).hasSize((int) (8 + header + 4L * twoBlocks().size()));
            assertThat((char) file[8]).isEqualTo('{');
        }
    }

    @Test
    void everyBitPatternOfAFloatSurvives() throws IOException {
        float[] values = {
            Float.NaN,
            Float.NEGATIVE_INFINITY,
            -0.0f,
            Float.MIN_VALUE,
            Float.MAX_VALUE,
            Float.intBitsToFloat(0x7fc12345)
        };
        Layout.Builder layout = Layout.builder();
        layout.add("v", values.length);

        float[] back = read(written(new Parameters(layout.build(), values), Map.of()))
                .parameters()
                .values();

        for (int i = 0; i < values.length; i++) {
            assertThat(Float.floatToRawIntBits(back[i])).isEqualTo(Float.floatToRawIntBits(values[i]));
        }
    }

    @Test
    void aModelLargerThanOneChunkComesBack() throws IOException {
        Layout.Builder layout = Layout.builder();
        layout.add("v", 300, 1001);
        float[] values = new float[300 * 1001];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        Parameters model = new Parameters(layout.build(), values);

        assertThat(read(written(model, Map.of())).parameters()).isEqualTo(model);
    }

    @Test
    void aModelWithoutTensorsComesBack() throws IOException {
        Parameters empty = new Parameters(Layout.builder().build(), new float[0]);

        assertThat(read(written(empty, Map.of())).parameters()).isEqualTo(empty);
    }

    @Test
    void aFileAnotherToolSortedByNameRegainsItsLayout() throws IOException {
        byte[] file = ForeignFile.of(
                "{\"__metadata__\":{\"kindling.blocks\":\"{\\\"w\\\":0,\\\"b\\\":1}\"},"
                        + "\"b\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]},"
                        + "\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}",
                3f,
                1f,
                2f);
        Layout.Builder layout = Layout.builder();
        layout.add("w", 2);
        layout.nextBlock();
        layout.add("b");

        assertThat(read(file).parameters()).isEqualTo(new Parameters(layout.build(), new float[] {1f, 2f, 3f}));
    }

    @Test
    void aFileWithoutBlocksTakesTheLayoutTheCallerGives() throws IOException {
        byte[] file = ForeignFile.of(
                "{\"b\":{\"data_offsets\":[0,4],\"shape\":[1],\"dtype\":\"F32\"},"
                        + "\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}",
                3f,
                1f,
                2f);
        Layout.Builder layout = Layout.builder();
        layout.add("w", 2);
        layout.nextBlock();
        layout.add("b", 1);
        Safetensors.Contents contents = read(file);

        assertThat(contents.parameters().layout().blocks()).isEqualTo(1);
        assertThat(contents.arrangedAs(layout.build(), "m").values()).containsExactly(1f, 2f, 3f);
    }

    @Test
    void aLayoutOfAnotherModelIsAMistakeThatNamesTheTensor() throws IOException {
        Safetensors.Contents contents = read(written(twoBlocks(), Map.of()));
        Layout.Builder layout = Layout.builder();
        layout.add("first.weight", 2, 3);
        layout.add("first.bias", 2);
        layout.add("last.weight", 3);

        assertThatThrownBy(() -> contents.arrangedAs(layout.build(), "m.safetensors"))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("first.bias")
                .hasMessageContaining("m.safetensors");
    }

    @Test
    void aLayoutThatNamesTwoTensorsAlikeIsNotWritten() {
        Layout.Builder layout = Layout.builder();
        layout.add("w", 1);
        layout.add("w", 1);
        Parameters model = new Parameters(layout.build(), new float[2]);

        assertThatThrownBy(() -> written(model, Map.of())).isInstanceOf(IllegalArgumentException.class);
    }

    static Parameters twoBlocks() {
        Layout.Builder layout = Layout.builder();
        layout.add("first.weight", 2, 3);
        layout.add("first.bias", 3);
        layout.nextBlock();
        layout.add("last.weight", 3, 1);
        float[] values = new float[12];
        for (int i = 0; i < values.length; i++) {
            values[i] = i / 4f;
        }
        return new Parameters(layout.build(), values);
    }

    static byte[] written(Parameters model, Map<String, String> metadata) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Safetensors.write(model, metadata, out);
        return out.toByteArray();
    }

    private static Safetensors.Contents read(byte[] file) throws IOException {
        return Safetensors.read(new ByteArrayInputStream(file), "model.safetensors");
    }

    @Test
    void filesOfEveryVersionAreRead() throws IOException {
        for (String golden : List.of("unversioned.safetensors", "version-1.safetensors")) {
            try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream(golden))) {
                Safetensors.Contents read = Safetensors.read(in, golden);
                assertThat(read.parameters().values()).containsExactly(3, 2, -0f, Float.MIN_VALUE, 5, 6, 1f / 3);
                assertThat(read.parameters().layout().tensor("b").block()).isEqualTo(1);
                assertThat(read.metadata()).isEqualTo(Map.of("k", "v"));
            }
        }
    }

    @Test
    void aNewerVersionIsRefusedWithTheReason() {
        byte[] newer = ForeignFile.of(
                "{\"__metadata__\":{\"kindling.format\":\"2\"},"
                        + "\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
                1f);
        assertThatThrownBy(() -> Safetensors.read(new ByteArrayInputStream(newer), "m"))
                .isInstanceOf(UserMistake.class)
                .hasMessage("model format version: expected at most 1, found 2, in m; "
                        + "read it with the Kindling that wrote it");
    }
}
