package dev.kindling.data.formats;

import dev.kindling.data.Storage;
import dev.kindling.fault.UserMistake;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import java.util.zip.ZipException;

/**
 * A file as a stream of its plain bytes: unpacked where the two magic bytes of gz say so, whatever its name. A path that
 * does not exist is tried again with ".gz" behind it. Damage to the packing is a UserMistake that names the file.
 */
final class DataFile extends InputStream {

    static final String FETCH_AGAIN = "fetch or copy the file again";

    private static final int BUFFER = 1 << 16;
    private static final String GZ = ".gz";

    private final String path;
    private final InputStream plain;
    private long position;

    private DataFile(String path, InputStream plain) {
        this.path = path;
        this.plain = plain;
    }

    static DataFile open(String path, Storage storage) throws IOException {
        try {
            return unpack(path, storage.open(path));
        } catch (FileNotFoundException | NoSuchFileException missing) {
            if (path.endsWith(GZ)) {
                throw missing(path, path, missing);
            }
        }
        try {
            return unpack(path + GZ, storage.open(path + GZ));
        } catch (FileNotFoundException | NoSuchFileException missing) {
            throw missing(path, path + " or " + path + GZ, missing);
        }
    }

    private static UserMistake missing(String path, String tried, IOException cause) {
        return new UserMistake(
                "missing file: expected " + tried + ", found neither a file nor a link to one, in "
                        + Objects.requireNonNullElse(cause.getMessage(), path)
                        + "; correct the path or fetch the file",
                cause);
    }

    private static DataFile unpack(String path, InputStream stored) throws IOException {
        try {
            RawBytes raw = new RawBytes(stored);
            return new DataFile(path, raw.isGzip() ? new GzipBytes(raw) : new BufferedInputStream(raw, BUFFER));
        } catch (EOFException | ZipException damage) {
            stored.close();
            throw damaged(path, 0, damage);
        } catch (IOException | RuntimeException failure) {
            stored.close();
            throw failure;
        }
    }

    private static UserMistake damaged(String path, long position, IOException cause) {
        boolean cut = cause instanceof EOFException;
        String message = cut
                ? "truncated gz: expected the whole compressed file, found its end"
                : "damaged gz: expected compressed data, found \"" + cause.getMessage() + "\"";
        return new UserMistake(
                message + " after " + position + " unpacked bytes, in " + path + "; " + FETCH_AGAIN, cause);
    }

    /** The path that was found. */
    String path() {
        return path;
    }

    /** Plain bytes read so far. */
    long position() {
        return position;
    }

    /** Fails unless every byte has been read; {@code held} says what the file should hold. */
    void requireEnd(String held) throws IOException {
        long end = position;
        if (read() >= 0) {
            throw UserMistake.of(
                    "trailing bytes",
                    "the end of the file behind " + held,
                    "more bytes from byte " + end + " on",
                    path,
                    FETCH_AGAIN);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
        try {
            int got = plain.read(into, from, most);
            position += Math.max(0, got);
            return got;
        } catch (EOFException | ZipException damage) {
            throw damaged(path, position, damage);
        }
    }

    @Override
    public void close() throws IOException {
        plain.close();
    }
}
