package dev.kindling.data.formats;

import dev.kindling.fault.UserMistake;
import java.io.IOException;

/** Reads the big-endian numbers at the beginning of an IDX file: magic, then one size for each dimension. */
final class IdxHeader {

    private static final int MAGIC = 4;

    private final DataFile file;

    IdxHeader(DataFile file) {
        this.file = file;
    }

    int magic(String kind, String expected) throws IOException {
        byte[] bytes = file.readNBytes(MAGIC);
        if (bytes.length == 0) {
            throw UserMistake.of("empty file", kind, "0 bytes", file.path(), DataFile.FETCH_AGAIN);
        }
        return number(bytes, "magic number " + expected);
    }

    UserMistake wrongMagic(String kind, String expected, int magic) {
        return UserMistake.of(
                "wrong magic number",
                expected + " for " + kind,
                magic + String.format(" (0x%08X)", magic),
                file.path(),
                "check that the path names an IDX file of " + kind);
    }

    /** One dimension; {@code most} keeps a damaged header from asking for absurd sizes. */
    int size(String what, int most) throws IOException {
        int size = number(file.readNBytes(Integer.BYTES), what);
        if (size < 1 || size > most) {
            throw UserMistake.of(what, "1 to " + most, size, file.path() + " (header)", DataFile.FETCH_AGAIN);
        }
        return size;
    }

    private int number(byte[] bytes, String what) {
        if (bytes.length < Integer.BYTES) {
            throw UserMistake.of(
                    "truncated header",
                    "4 bytes of " + what,
                    "the end of the file at byte " + file.position(),
                    file.path(),
                    DataFile.FETCH_AGAIN);
        }
        return bigEndian(bytes, 0);
    }

    static int bigEndian(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 24
                | (bytes[at + 1] & 0xFF) << 16
                | (bytes[at + 2] & 0xFF) << 8
                | (bytes[at + 3] & 0xFF);
    }
}
