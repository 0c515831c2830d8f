package dev.kindling.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.fault.UserMistake;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsFromStrangersTest {

    private static final String WEIGHT = "\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}";

    @Test
    void theTemplateOfTheseFilesIsFine() {
        assertThat(outcome(ForeignFile.of("{" + WEIGHT + "}   \n", 1f, 2f))).isEqualTo("read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{",
                "{}",
                "{" + WEIGHT,
                "{" + WEIGHT + "} {}",
                "{" + WEIGHT + "," + WEIGHT + "}",
                "{\"w\":3}",
                "{\"w\":{}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[2]}}",
                "{\"w\":{\"dtype\":\"F32\",\"data_offsets\":[0,8]}}",
                "{\"w\":{\"shape\":[2],\"data_offsets\":[0,8]}}",
                "{\"w\":{\"dtype\":\"F16\",\"shape\":[4],\"data_offsets\":[0,8]}}",
                "{\"w\":{\"dtype\":null,\"shape\":[2],\"data_offsets\":[0,8]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":2,\"data_offsets\":[0,8]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[2.0],\"data_offsets\":[0,8]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[-1,-2],\"data_offsets\":[0,8]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296,2],\"data_offsets\":[0,8]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[65536,65536],\"data_offsets\":[0,17179869184]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[99999999999999999999],\"data_offsets\":[0,8]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8,8]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,8]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[-9223372036854775808,9223372036854775807]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8],\"extra\":{}}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,2],"
                        + "\"data_offsets\":[0,8]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
                        + "\"v\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
                        + "\"v\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]}}",
                "{\"__metadata__\":{\"k\":1}," + WEIGHT + "}",
                "{\"__metadata__\":[]," + WEIGHT + "}",
                "{\"__metadata__\":{\"kindling.blocks\":\"\"}," + WEIGHT + "}",
                "{\"__metadata__\":{\"kindling.blocks\":\"{}\"}," + WEIGHT + "}",
                "{\"__metadata__\":{\"kindling.blocks\":\"{\\\"v\\\":0}\"}," + WEIGHT + "}",
                "{\"__metadata__\":{\"kindling.blocks\":\"{\\\"w\\\":2}\"}," + WEIGHT + "}",
                "{\"__metadata__\":{\"kindling.blocks\":\"{\\\"w\\\":-1}\"}," + WEIGHT + "}",
                "{\"__metadata__\":{\"kindling.blocks\":\"{\\\"w\\\":0,\\\"w\\\":0}\"}," + WEIGHT + "}",
                "{\"a\\nb\\u2028c\":{\"dtype\":\"BF16\"}}",
            })
    void aBrokenHeaderIsAMistakeOfOneLineThatNamesTheFile(String header) {
        assertThat(outcome(ForeignFile.of(header, 1f, 2f))).isEqualTo("mistake");
    }

    @Test
    void aDtypeOtherThanFloat32IsNamed() {
        byte[] file = ForeignFile.of("{\"w\":{\"dtype\":\"F16\",\"shape\":[4],\"data_offsets\":[0,8]}}", 1f, 2f);

        assertThatThrownBy(() -> Safetensors.read(new ByteArrayInputStream(file), "a.safetensors"))
                .hasMessage("dtype of tensor w: expected F32, found F16, in a.safetensors; "
                        + "save it again as float32 safetensors");
    }

    @Test
    void aHeaderThatIsNoUtf8IsAMistake() {
        assertThat(outcome(ForeignFile.withLength(2, new byte[] {(byte) 0xc3, 0x28})))
                .isEqualTo("mistake");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE, 100_000_001, 100_000_000, 1000})
    void aHeaderLengthThatLiesIsAMistakeAndAllocatesNothing(long length) {
        byte[] text = "{}".getBytes(StandardCharsets.UTF_8);

        assertThat(outcome(ForeignFile.withLength(length, text))).isEqualTo("mistake");
    }

    @Test
    void aHeaderThatPromisesGigabytesOfDataIsAMistakeAndAllocatesLittle() {
        String header = "{\"w\":{\"dtype\":\"F32\",\"shape\":[2000000000],\"data_offsets\":[0,8000000000]}}";

        assertThat(outcome(ForeignFile.of(header, 1f, 2f))).isEqualTo("mistake");
    }

    @Test
    void nestingWithoutEndIsAMistake() {
        assertThat(outcome(ForeignFile.of("{\"w\":" + "[".repeat(100_000)))).isEqualTo("mistake");
    }

    @Test
    void everyTruncationAndEveryTrailingByteIsAMistake() throws IOException {
        byte[] file = SafetensorsTest.written(SafetensorsTest.twoBlocks(), Map.of("seed", "7"));
        for (int length = 0; length < file.length; length++) {
            assertThat(outcome(Arrays.copyOf(file, length)))
                    .as("%d bytes", length)
                    .isEqualTo("mistake");
        }
        assertThat(outcome(file)).isEqualTo("read");
        assertThat(outcome(Arrays.copyOf(file, file.length + 1))).isEqualTo("mistake");
    }

    @Test
    void flippedBitsGiveAModelOrAMistakeAndNothingElse() throws IOException {
        byte[] file = SafetensorsTest.written(SafetensorsTest.twoBlocks(), Map.of("seed", "7"));
        for (int bit = 0; bit < 8 * file.length; bit++) {
            assertThat(outcome(flipped(file, bit))).isIn("read", "mistake");
        }
        Random random = new Random(1);
        for (int trial = 0; trial < 20_000; trial++) {
            byte[] damaged = file;
            for (int flips = 1 + random.nextInt(6); flips > 0; flips--) {
                damaged = flipped(damaged, random.nextInt(8 * file.length));
            }
            assertThat(outcome(damaged)).isIn("read", "mistake");
        }
    }

    private static byte[] flipped(byte[] file, int bit) {
        byte[] damaged = file.clone();
        damaged[bit / 8] ^= (byte) (1 << bit % 8);
        return damaged;
    }

    /** Anything but a model or a mistake of one line is thrown on. */
    private static String outcome(byte[] file) {
        try {
            Safetensors.read(new ByteArrayInputStream(file), "model.safetensors");
            return "read";
        } catch (UserMistake mistake) {
            assertThat(mistake).hasMessageContaining("in model.safetensors; ");
            assertThat(mistake.getMessage()).hasLineCount(1);
            return "mistake";
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
