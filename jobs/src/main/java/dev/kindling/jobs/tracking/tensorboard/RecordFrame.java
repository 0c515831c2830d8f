package dev.kindling.jobs.tracking.tensorboard;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The frame around each record of a TFRecord file: its length as 8 bytes, their checksum as 4, the record, its checksum as 4;
 * all little-endian. A checksum is the CRC-32C (Castagnoli), rotated right by 15 bits, plus 0xa282ead8, so that the checksum of
 * bytes that hold checksums stays a good one (TensorFlow, core/lib/io/record_writer.h and core/lib/hash/crc32c.h).
 */
final class RecordFrame {

    private static final int ROTATION = 15;
    private static final int DELTA = 0xa282ead8;

    private RecordFrame() {}

    static void write(byte[] record, OutputStream out) throws IOException {
        byte[] length = little(Long.BYTES).putLong(record.length).array();
        out.write(length);
        out.write(checksum(length));
        out.write(record);
        out.write(checksum(record));
    }

    private static byte[] checksum(byte[] bytes) {
        return little(Integer.BYTES).putInt(masked(bytes)).array();
    }

    private static int masked(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return Integer.rotateRight((int) crc.getValue(), ROTATION) + DELTA;
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
