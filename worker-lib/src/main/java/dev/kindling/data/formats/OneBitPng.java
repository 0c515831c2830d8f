package dev.kindling.data.formats;

import dev.kindling.fault.UserMistake;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The one kind of PNG (ISO/IEC 15948) that Omniglot consists of: 105 x 105 pixels, greyscale, one bit, not interlaced, 0 =
 * ink. Its checksums are not compared, since the archive around it has one of its own.
 */
final class OneBitPng {

    static final int SIDE = 105;

    private static final int STRIDE = (SIDE + 7) / 8;
    private static final long SIGNATURE = 0x89504E470D0A1A0AL;
    private static final int HEADER = 0x49484452;
    private static final int DATA = 0x49444154;
    private static final int END = 0x49454E44;
    private static final int HEADER_LENGTH = 13;

    /** Depth 1, greyscale, deflate, the five filters, not interlaced. */
    private static final long KIND = 0x01_00_00_00_00L;

    private static final int TYPE_AND_CHECKSUM = 8;

    private final String where;
    private final ByteBuffer in;

    private OneBitPng(byte[] png, String where) {
        this.where = where;
        this.in = ByteBuffer.wrap(png);
    }

    /** 105 rows of 14 bytes, the leftmost pixel in the highest bit. */
    static byte[] rows(byte[] png, String where) {
        OneBitPng file = new OneBitPng(png, where);
        return file.unfilter(file.inflate(file.data()));
    }

    static boolean isInk(byte[] rows, int x, int y) {
        return (rows[y * STRIDE + (x >> 3)] & 0x80 >> (x & 7)) == 0;
    }

    private byte[] data() {
        require(in.remaining() >= Long.BYTES && in.getLong() == SIGNATURE, "a PNG's signature");
        require(chunkLength() == HEADER_LENGTH && in.getInt() == HEADER, "a header of 13 bytes");
        require(in.getLong() == ((long) SIDE << Integer.SIZE | SIDE), "105 x 105 pixels");
        long kind = 0;
        for (int i = 0; i < 5; i++) {
            kind = kind << 8 | (in.get() & 0xFF);
        }
        require(kind == KIND, "greyscale of one bit, not interlaced");
        in.getInt();
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        while (true) {
            int length = chunkLength();
            int type = in.getInt();
            if (type == END) {
                return data.toByteArray();
            }
            if (type == DATA) {
                data.write(in.array(), in.position(), length);
            }
            in.position(in.position() + length + Integer.BYTES);
        }
    }

    private int chunkLength() {
        require(in.remaining() >= Integer.BYTES, "another chunk");
        int length = in.getInt();
        require(length >= 0 && length <= in.remaining() - TYPE_AND_CHECKSUM, "a chunk that ends in the file");
        return length;
    }

    /** Each row has the number of its filter before it. */
    private byte[] inflate(byte[] data) {
        byte[] plain = new byte[SIDE * (1 + STRIDE) + 1];
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(data);
            int got = 0;
            for (int more = 1; more > 0 && got < plain.length; got += more) {
                more = inflater.inflate(plain, got, plain.length - got);
            }
            require(inflater.finished() && got == plain.length - 1, "data of 105 rows");
            return plain;
        } catch (DataFormatException damage) {
            throw new UserMistake(
                    "damaged PNG: expected compressed data, found \"" + damage.getMessage() + "\", in " + where + "; "
                            + DataFile.FETCH_AGAIN,
                    damage);
        } finally {
            inflater.end();
        }
    }

    private byte[] unfilter(byte[] plain) {
        byte[] rows = new byte[SIDE * STRIDE];
        for (int y = 0; y < SIDE; y++) {
            int filter = plain[y * (1 + STRIDE)];
            require(filter >= 0 && filter <= 4, "a filter of 0 to 4");
            for (int x = 0; x < STRIDE; x++) {
                int at = y * STRIDE + x;
                int left = x == 0 ? 0 : rows[at - 1] & 0xFF;
                int above = y == 0 ? 0 : rows[at - STRIDE] & 0xFF;
                int corner = x == 0 || y == 0 ? 0 : rows[at - STRIDE - 1] & 0xFF;
                rows[at] = (byte) (plain[at + y + 1] + predicted(filter, left, above, corner));
            }
        }
        return rows;
    }

    private static int predicted(int filter, int left, int above, int corner) {
        return switch (filter) {
            case 0 -> 0;
            case 1 -> left;
            case 2 -> above;
            case 3 -> (left + above) / 2;
            default -> paeth(left, above, corner);
        };
    }

    /** The neighbour nearest to left + above - corner (Paeth). */
    private static int paeth(int left, int above, int corner) {
        int toLeft = Math.abs(above - corner);
        int toAbove = Math.abs(left - corner);
        int toCorner = Math.abs(left + above - 2 * corner);
        if (toLeft <= toAbove && toLeft <= toCorner) {
            return left;
        }
        return toAbove <= toCorner ? above : corner;
    }

    private void require(boolean holds, String expected) {
        if (!holds) {
            throw UserMistake.of("no drawing of Omniglot", expected, "something else", where, DataFile.FETCH_AGAIN);
        }
    }
}
