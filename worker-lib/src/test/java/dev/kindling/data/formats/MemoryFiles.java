package dev.kindling.data.formats;

import dev.kindling.data.Storage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Files that exist only in a test. */
final class MemoryFiles implements Storage {

    private final Map<String, byte[]> files = new HashMap<>();
    private int open;

    MemoryFiles with(String path, byte[] content) {
        files.put(path, content);
        return this;
    }

    MemoryFiles with(String path, String text) {
        return with(path, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Streams that nobody has closed. */
    int stillOpen() {
        return open;
    }

    static byte[] gz(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    @Override
    public InputStream open(String path) throws IOException {
        byte[] content = files.get(path);
        if (content == null) {
            throw new FileNotFoundException(path);
        }
        open++;
        // A network stream: it never knows what is still to come.
        return new ByteArrayInputStream(content) {
            private boolean closed;

            @Override
            public synchronized int available() {
                return 0;
            }

            @Override
            public void close() {
                open -= closed ? 0 : 1;
                closed = true;
            }
        };
    }
}
