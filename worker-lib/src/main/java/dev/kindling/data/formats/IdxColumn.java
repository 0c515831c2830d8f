package dev.kindling.data.formats;

import dev.kindling.fault.UserMistake;
import java.io.Closeable;
import java.io.IOException;

/** The body of an IDX file: records of equal length, handed out in order, checked to end where the header says. */
final class IdxColumn implements Closeable {

    private final DataFile file;
    private final int records;
    private final int width;
    private int next;

    IdxColumn(DataFile file, int records, int width) {
        this.file = file;
        this.records = records;
        this.width = width;
    }

    String path() {
        return file.path();
    }

    int records() {
        return records;
    }

    /** Bytes of a record. */
    int width() {
        return width;
    }

    /** The next {@code rows} records; memory grows with the bytes that are there, not with what the header claims. */
    byte[] read(int rows) throws IOException {
        int wanted = ChunkLimit.values(rows, width, path());
        byte[] bytes = file.readNBytes(wanted);
        if (bytes.length < wanted) {
            throw UserMistake.of(
                    "truncated body",
                    records + " records of " + width + " bytes",
                    "the end of the file in record " + (next + bytes.length / width) + " (counting from 0)",
                    path(),
                    DataFile.FETCH_AGAIN);
        }
        next += rows;
        if (next == records) {
            file.requireEnd(records + " records of " + width + " bytes");
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
