package dev.kindling.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** Little-endian float32 values in a row. */
final class Float32Data {

    private static final int CHUNK_VALUES = 1 << 16;
    private static final int CHUNK_BYTES = CHUNK_VALUES * Float.BYTES;

    private Float32Data() {}

    static void write(float[] values, OutputStream out) throws IOException {
        byte[] chunk = new byte[CHUNK_BYTES];
        FloatBuffer view = floats(chunk);
        for (int from = 0; from < values.length; from += CHUNK_VALUES) {
            int count = Math.min(CHUNK_VALUES, values.length - from);
            view.clear().put(values, from, count);
            out.write(chunk, 0, count * Float.BYTES);
        }
    }

    /** Reads {@code count} values, or as many whole ones as there are; {@code sure} of them are there to be read. */
    static float[] read(InputStream in, int count, long sure) throws IOException {
        byte[] chunk = new byte[CHUNK_BYTES];
        FloatBuffer view = floats(chunk);
        // The count comes from the file and may be a lie: the array doubles as values arrive.
        float[] values = new float[(int) Math.min(count, Math.max(sure, CHUNK_VALUES))];
        int filled = 0;
        while (filled < count) {
            if (filled == values.length) {
                values = Arrays.copyOf(values, (int) Math.min(count, 2L * filled));
            }
            int wanted = Math.min(CHUNK_VALUES, values.length - filled);
            int got = in.readNBytes(chunk, 0, wanted * Float.BYTES) / Float.BYTES;
            view.clear().get(values, filled, got);
            filled += got;
            if (got < wanted) {
                return Arrays.copyOf(values, filled);
            }
        }
        return values;
    }

    private static FloatBuffer floats(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    }
}
