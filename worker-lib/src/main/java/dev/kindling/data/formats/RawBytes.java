package dev.kindling.data.formats;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;

/** The bytes as stored, counted, with a look at the first ones before anybody reads them. */
final class RawBytes extends PushbackInputStream {

    private static final int GZIP_MAGIC_1 = 0x1F;
    private static final int GZIP_MAGIC_2 = 0x8B;

    private long count;

    RawBytes(InputStream in) {
        super(in, 2);
    }

    /** Bytes handed out so far. */
    long count() {
        return count;
    }

    boolean isGzip() throws IOException {
        int first = read();
        int second = first < 0 ? -1 : read();
        if (second >= 0) {
            unread(second);
        }
        if (first >= 0) {
            unread(first);
        }
        return first == GZIP_MAGIC_1 && second == GZIP_MAGIC_2;
    }

    /** Zero only at the true end: GZIPInputStream gives up further members where a network stream says 0 too early. */
    @Override
    public int available() throws IOException {
        int next = read();
        if (next < 0) {
            return 0;
        }
        unread(next);
        return Math.max(1, super.available());
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        count += value < 0 ? 0 : 1;
        return value;
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
        int got = super.read(into, from, most);
        count += Math.max(0, got);
        return got;
    }

    @Override
    public void unread(int value) throws IOException {
        super.unread(value);
        count--;
    }
}
