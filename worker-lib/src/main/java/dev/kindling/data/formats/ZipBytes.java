package dev.kindling.data.formats;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/**
 * The stored bytes of a zip archive on their way to the JDK's stream, which reads entries front to back and never looks at
 * the directory behind them: an archive cut between two entries would pass for a whole one. The last bytes are kept, so that
 * the directory's own count of entries can be compared.
 */
final class ZipBytes extends InputStream {

    private static final int TAIL = 1 << 12;
    private static final int RECORD = 22;
    private static final int COUNT_AT = 10;
    private static final int COMMENT_AT = 20;
    private static final int MOST_COUNTED = 0xFFFF;

    private final InputStream stored;
    private final byte[] tail = new byte[TAIL];
    private long length;

    ZipBytes(InputStream stored) {
        this.stored = stored;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
        int got = stored.read(into, from, most);
        for (int i = Math.max(0, got - TAIL); i < got; i++) {
            tail[(int) ((length + i) % TAIL)] = into[from + i];
        }
        length += Math.max(0, got);
        return got;
    }

    /** Reads to the end and fails unless a directory of that many entries stands there; counts are kept modulo 2^16. */
    void requireDirectoryOf(int entries) throws IOException {
        transferTo(java.io.OutputStream.nullOutputStream());
        for (int comment = 0; comment <= Math.min(TAIL, length) - RECORD; comment++) {
            if (isRecord(comment)) {
                int counted = number(RECORD + comment - COUNT_AT);
                if (counted != (entries & MOST_COUNTED)) {
                    throw new ZipException(entries + " entries where the directory has " + counted);
                }
                return;
            }
        }
        throw new ZipException("no directory at the end");
    }

    private boolean isRecord(int comment) {
        int start = RECORD + comment;
        return byteFromEnd(start) == 'P'
                && byteFromEnd(start - 1) == 'K'
                && byteFromEnd(start - 2) == 5
                && byteFromEnd(start - 3) == 6
                && number(start - COMMENT_AT) == comment;
    }

    private int number(int fromEnd) {
        return byteFromEnd(fromEnd) | byteFromEnd(fromEnd - 1) << 8;
    }

    private int byteFromEnd(int fromEnd) {
        return tail[(int) ((length - fromEnd) % TAIL)] & 0xFF;
    }

    @Override
    public void close() throws IOException {
        stored.close();
    }
}
