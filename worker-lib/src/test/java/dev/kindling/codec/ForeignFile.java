package dev.kindling.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Files as another tool, a broken disk or an attacker would write them. */
final class ForeignFile {

    private ForeignFile() {}

    static byte[] of(String header, float... values) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        return withLength(text.length, text, values);
    }

    static byte[] withLength(long length, byte[] header, float... values) {
        ByteBuffer file = ByteBuffer.allocate(Long.BYTES + header.length + Float.BYTES * values.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .put(header);
        for (float value : values) {
            file.putFloat(value);
        }
        return file.array();
    }
}
