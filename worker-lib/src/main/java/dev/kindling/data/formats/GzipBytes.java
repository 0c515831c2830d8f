package dev.kindling.data.formats;

import java.io.IOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Unpacks all members of a gz file. The JDK's stream takes whatever follows a member and is no header for the end of
 * the file, so that a damaged second member would be lost in silence; here it is an error.
 */
final class GzipBytes extends GZIPInputStream {

    private static final int BUFFER = 1 << 16;
    private static final int TRAILER = 8;

    private final RawBytes raw;
    private long rawAtFill;

    GzipBytes(RawBytes raw) throws IOException {
        super(raw, BUFFER);
        this.raw = raw;
    }

    @Override
    protected void fill() throws IOException {
        super.fill();
        rawAtFill = raw.count();
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
        int got = super.read(into, from, most);
        if (got < 0) {
            requireNothingBehind();
        }
        return got;
    }

    /** At the end of a clean file exactly the trailer lies between the deflated data and the last byte. */
    private void requireNothingBehind() throws IOException {
        long behind = inf.getRemaining() + (raw.count() - rawAtFill);
        if (behind != TRAILER || raw.available() > 0) {
            throw new ZipException("bytes follow the compressed data");
        }
    }
}
