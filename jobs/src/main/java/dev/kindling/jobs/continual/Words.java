package dev.kindling.jobs.continual;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Arrays in a file: the length, then the values, big-endian; so many at a time that no copy of a whole array is made. */
final class Words {

    private static final int CHUNK = 1 << 12;

    private Words() {}

    static void write(long[] values, DataOutputStream out) throws IOException {
        out.writeInt(values.length);
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK * Long.BYTES);
        for (int from = 0; from < values.length; from += CHUNK) {
            int count = Math.min(CHUNK, values.length - from);
            chunk.asLongBuffer().put(values, from, count);
            out.write(chunk.array(), 0, count * Long.BYTES);
        }
    }

    static void write(float[] values, DataOutputStream out) throws IOException {
        out.writeInt(values.length);
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK * Float.BYTES);
        for (int from = 0; from < values.length; from += CHUNK) {
            int count = Math.min(CHUNK, values.length - from);
            chunk.asFloatBuffer().put(values, from, count);
            out.write(chunk.array(), 0, count * Float.BYTES);
        }
    }

    static void write(int[] values, DataOutputStream out) throws IOException {
        out.writeInt(values.length);
        for (int value : values) {
            out.writeInt(value);
        }
    }

    static void write(byte[] values, DataOutputStream out) throws IOException {
        out.writeInt(values.length);
        out.write(values);
    }

    static long[] longs(DataInputStream in) throws IOException {
        long[] values = new long[in.readInt()];
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK * Long.BYTES);
        for (int from = 0; from < values.length; from += CHUNK) {
            int count = Math.min(CHUNK, values.length - from);
            in.readFully(chunk.array(), 0, count * Long.BYTES);
            chunk.asLongBuffer().get(values, from, count);
        }
        return values;
    }

    static float[] floats(DataInputStream in) throws IOException {
        float[] values = new float[in.readInt()];
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK * Float.BYTES);
        for (int from = 0; from < values.length; from += CHUNK) {
            int count = Math.min(CHUNK, values.length - from);
            in.readFully(chunk.array(), 0, count * Float.BYTES);
            chunk.asFloatBuffer().get(values, from, count);
        }
        return values;
    }

    static int[] ints(DataInputStream in) throws IOException {
        int[] values = new int[in.readInt()];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readInt();
        }
        return values;
    }

    static byte[] bytes(DataInputStream in) throws IOException {
        byte[] values = new byte[in.readInt()];
        in.readFully(values);
        return values;
    }
}
