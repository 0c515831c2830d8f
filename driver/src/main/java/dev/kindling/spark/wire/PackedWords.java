package dev.kindling.spark.wire;

import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Words as chunks of up to 2,048: a byte that says how many bytes a word takes, 0 to 8, then the low bytes of each,
 * little-endian. No bit is lost: the bytes left out repeat the sign. Sums of small updates take 5 or 6 bytes.
 */
final class PackedWords {

    private static final int CHUNK = 2048;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private PackedWords() {}

    static void write(Output output, long[] words) {
        // A word is written whole and its upper bytes overwritten by the next.
        byte[] bytes = new byte[CHUNK * Long.BYTES + Long.BYTES];
        for (int from = 0; from < words.length; from += CHUNK) {
            int to = Math.min(from + CHUNK, words.length);
            int width = width(words, from, to);
            for (int i = from, at = 0; i < to; i++, at += width) {
                LONG.set(bytes, at, words[i]);
            }
            output.writeByte(width);
            output.writeBytes(bytes, 0, (to - from) * width);
        }
    }

    /** Fills {@code words}, whose length the reader knows. */
    static void read(Input input, long[] words) {
        byte[] bytes = new byte[CHUNK * Long.BYTES + Long.BYTES];
        for (int from = 0; from < words.length; from += CHUNK) {
            int to = Math.min(from + CHUNK, words.length);
            int width = input.readByte();
            if (width < 0 || width > Long.BYTES) {
                throw new KryoException("words of " + width + " bytes on the wire");
            }
            if (width > 0) {
                input.readBytes(bytes, 0, (to - from) * width);
                int spare = Long.SIZE - Byte.SIZE * width;
                for (int i = from, at = 0; i < to; i++, at += width) {
                    words[i] = ((long) LONG.get(bytes, at) << spare) >> spare;
                }
            }
        }
    }

    /** Bytes that hold every word of the chunk with its sign; 0 if all are zero. */
    private static int width(long[] words, int from, int to) {
        long any = 0;
        long magnitude = 0;
        for (int i = from; i < to; i++) {
            any |= words[i];
            magnitude |= words[i] ^ (words[i] >> 63);
        }
        return any == 0 ? 0 : (Long.SIZE - Long.numberOfLeadingZeros(magnitude)) / Byte.SIZE + 1;
    }
}
