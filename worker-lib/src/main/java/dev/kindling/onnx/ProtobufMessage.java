package dev.kindling.onnx;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A message of Protocol Buffers that is only written: fields in the order in which they are added, integers as varints, texts and
 * messages with their length before them (protobuf.dev, "Encoding"). Numbers of tensors are fetched when they are written, so that no more
 * than one tensor is copied at a time.
 */
final class ProtobufMessage {

    private static final int VARINT = 0;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED_32 = 5;
    private static final int CHUNK_VALUES = 1 << 14;

    /** Some of a message's bytes. */
    private interface Part {

        long bytes();

        void writeTo(OutputStream out) throws IOException;
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Bytes(byte[] content) implements Part {

        @Override
        public long bytes() {
            return content.length;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            out.write(content);
        }
    }

    private record Floats(long count, Supplier<float[]> values) implements Part {

        @Override
        public long bytes() {
            return count * Float.BYTES;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            float[] all = values.get();
            ByteBuffer chunk = ByteBuffer.allocate(CHUNK_VALUES * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (int from = 0; from < all.length; from += CHUNK_VALUES) {
                int length = Math.min(CHUNK_VALUES, all.length - from);
                chunk.asFloatBuffer().put(all, from, length);
                out.write(chunk.array(), 0, length * Float.BYTES);
            }
        }
    }

    private final List<Part> parts = new ArrayList<>();
    private long bytes;

    /** A field of the types int32, int64 or enum. */
    ProtobufMessage number(int field, long value) {
        key(field, VARINT);
        return varint(value);
    }

    /** A field of the type float. */
    ProtobufMessage float32(int field, float value) {
        key(field, FIXED_32);
        return add(new Bytes(ByteBuffer.allocate(Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(value)
                .array()));
    }

    /** A field of the types string or bytes. */
    ProtobufMessage text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /** A field of the type bytes. */
    ProtobufMessage bytes(int field, byte[] value) {
        key(field, LENGTH_DELIMITED);
        varint(value.length);
        return add(new Bytes(value));
    }

    /** A field of the type bytes with {@code count} little-endian float32 values in it. */
    ProtobufMessage floats(int field, int count, Supplier<float[]> values) {
        key(field, LENGTH_DELIMITED);
        Floats floats = new Floats(count, values);
        varint(floats.bytes());
        return add(floats);
    }

    /** A field whose type is a message; that one must be complete. */
    ProtobufMessage message(int field, ProtobufMessage value) {
        key(field, LENGTH_DELIMITED);
        varint(value.bytes);
        value.parts.forEach(this::add);
        return this;
    }

    private void key(int field, int wireType) {
        varint(((long) field << 3) | wireType);
    }

    /** Seven bits a byte, the lowest first; the eighth says whether more follow. */
    private ProtobufMessage varint(long value) {
        byte[] digits = new byte[10];
        int length = 0;
        long rest = value;
        do {
            long more = rest >>> 7 == 0 ? 0 : 0x80;
            digits[length++] = (byte) ((rest & 0x7f) | more);
            rest >>>= 7;
        } while (rest != 0);
        return add(new Bytes(java.util.Arrays.copyOf(digits, length)));
    }

    private ProtobufMessage add(Part part) {
        parts.add(part);
        bytes += part.bytes();
        return this;
    }

    /** Length of the message. */
    long bytes() {
        return bytes;
    }

    void writeTo(OutputStream out) throws IOException {
        for (Part part : parts) {
            part.writeTo(out);
        }
    }
}
