package dev.kindling.data.formats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.random.RandomStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OneBitPngTest {

    /** Random filtered bytes are some picture under every filter; which one, the JDK's own reader says. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, -1})
    void everyFilterIsUndoneAsTheJdkDoes(int filter) throws IOException {
        RandomStream random = RandomStream.of(filter, "png");
        byte[] plain = new byte[105 * 15];
        for (int i = 0; i < plain.length; i++) {
            plain[i] = (byte) (i % 15 > 0 ? random.nextInt(256) : filter < 0 ? random.nextInt(5) : filter);
        }
        byte[] png = png(plain);
        byte[] rows = OneBitPng.rows(png, "here");
        var image = ImageIO.read(new ByteArrayInputStream(png));
        for (int y = 0; y < 105; y++) {
            for (int x = 0; x < 105; x++) {
                assertThat(OneBitPng.isInk(rows, x, y)).isEqualTo((image.getRGB(x, y) & 0xFF) == 0);
            }
        }
    }

    /** The data cut into two chunks, with a chunk of another kind before. */
    private static byte[] png(byte[] plain) throws IOException {
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(deflated)) {
            out.write(plain);
        }
        byte[] data = deflated.toByteArray();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(png);
        out.writeLong(0x89504E470D0A1A0AL);
        chunk(out, "IHDR", new byte[] {0, 0, 0, 105, 0, 0, 0, 105, 1, 0, 0, 0, 0}, 0, 13);
        chunk(out, "tIME", new byte[] {7, (byte) 0xDA, 1, 1, 0, 0, 0}, 0, 7);
        chunk(out, "IDAT", data, 0, 100);
        chunk(out, "IDAT", data, 100, data.length);
        chunk(out, "IEND", new byte[0], 0, 0);
        return png.toByteArray();
    }

    private static void chunk(DataOutputStream out, String type, byte[] data, int from, int to) throws IOException {
        CRC32 sum = new CRC32();
        byte[] name = type.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        sum.update(name);
        sum.update(data, from, to - from);
        out.writeInt(to - from);
        out.write(name);
        out.write(data, from, to - from);
        out.writeInt((int) sum.getValue());
    }
}
