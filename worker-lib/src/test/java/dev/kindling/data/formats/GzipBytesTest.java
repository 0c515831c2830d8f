package dev.kindling.data.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.random.RandomStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;

class GzipBytesTest {

    private static final int BUFFER = 1 << 16;
    private static final int AROUND = 40;
    private static final byte[] NOISE = noise(BUFFER + AROUND);

    private static byte[] noise(int length) {
        RandomStream random = RandomStream.of(1, "noise");
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) random.nextLong();
        }
        return bytes;
    }

    private static byte[] unpacked(byte[]... parts) throws IOException {
        MemoryFiles files = new MemoryFiles().with("a", MemoryFiles.join(parts));
        try (GzipBytes gzip = new GzipBytes(new RawBytes(files.open("a")))) {
            return gzip.readAllBytes();
        }
    }

    /** The trailer and what follows it come to lie before, across and behind the end of the read buffer. */
    @Test
    void membersAndWhatFollowsThemAreSeenWhereverTheBufferEnds() throws IOException {
        for (int length = BUFFER - 2 * AROUND; length <= NOISE.length; length++) {
            byte[] plain = Arrays.copyOf(NOISE, length);
            byte[] packed = MemoryFiles.gz(plain);
            byte[] small = MemoryFiles.gz(new byte[] {7});
            assertThat(unpacked(packed)).as("%d bytes", length).isEqualTo(plain);
            assertThat(unpacked(packed, small)).isEqualTo(MemoryFiles.join(plain, new byte[] {7}));
            for (int behind : new int[] {1, 8, 30}) {
                assertThatThrownBy(() -> unpacked(packed, new byte[behind]))
                        .as("%d bytes behind %d", behind, plain.length)
                        .isInstanceOf(ZipException.class);
            }
        }
    }
}
