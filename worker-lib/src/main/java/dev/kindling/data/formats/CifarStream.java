package dev.kindling.data.formats;

import dev.kindling.data.Chunk;
import dev.kindling.data.ExampleStream;
import dev.kindling.data.Examples;
import dev.kindling.data.PixelFeatures;
import dev.kindling.data.Storage;
import dev.kindling.fault.UserMistake;
import dev.kindling.tensor.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records of one label byte and 3,072 pixel bytes, file after file. */
final class CifarStream implements ExampleStream {

    static final List<String> CLASS_NAMES =
            List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

    private static final Shape SHAPE = new Shape(3, 32, 32);
    private static final int RECORD = 1 + SHAPE.size();
    private static final int FIRST_ROOM = 64;

    private final List<String> paths;
    private final int recordsPerFile;
    private final Storage storage;
    private final byte[] record = new byte[RECORD];
    private int opened;
    private int recordsRead;
    private @Nullable DataFile file;

    /** Every file must hold {@code recordsPerFile} records; 0 allows any number but none. */
    CifarStream(List<String> paths, int recordsPerFile, Storage storage) throws IOException {
        this.paths = paths;
        this.recordsPerFile = recordsPerFile;
        this.storage = storage;
        // A missing file shows at open, as with every other format.
        file = DataFile.open(paths.get(opened++), storage);
    }

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public List<String> classNames() {
        return CLASS_NAMES;
    }

    @Override
    public @Nullable Chunk next(int most) throws IOException {
        ChunkLimit.requireSome(most);
        ByteArrayOutputStream pixels = new ByteArrayOutputStream();
        int[] labels = new int[Math.min(most, FIRST_ROOM)];
        int rows = 0;
        while (rows < most && readRecord()) {
            ChunkLimit.values(rows + 1, SHAPE.size(), paths.get(opened - 1));
            labels = rows < labels.length ? labels : Arrays.copyOf(labels, (int) Math.min(most, 2L * rows));
            labels[rows++] = record[0];
            pixels.write(record, 1, SHAPE.size());
        }
        if (rows == 0) {
            return null;
        }
        PixelFeatures features = new PixelFeatures(rows, SHAPE.size(), pixels.toByteArray());
        return new Chunk(new Examples(features, Arrays.copyOf(labels, rows)), new int[rows]);
    }

    /** Fills the record from this file or the next; false behind the last file. */
    private boolean readRecord() throws IOException {
        for (DataFile current = file; current != null; current = file) {
            int got = current.readNBytes(record, 0, RECORD);
            if (got > 0) {
                check(current, got);
                recordsRead++;
                return true;
            }
            requireRecords(current);
            current.close();
            file = opened < paths.size() ? DataFile.open(paths.get(opened++), storage) : null;
            recordsRead = 0;
        }
        return false;
    }

    private void check(DataFile current, int got) {
        String where = current.path() + ", record " + recordsRead + " (counting from 0)";
        if (got < RECORD) {
            throw UserMistake.of(
                    "truncated record", RECORD + " bytes", got + " and the end", where, DataFile.FETCH_AGAIN);
        }
        if (recordsPerFile > 0 && recordsRead == recordsPerFile) {
            throw UserMistake.of(
                    "trailing bytes",
                    "the end of the file behind " + recordsPerFile + " records",
                    "more bytes",
                    current.path(),
                    DataFile.FETCH_AGAIN);
        }
        int label = record[0] & 0xFF;
        if (label >= CLASS_NAMES.size()) {
            throw UserMistake.of(
                    "label out of range",
                    "0 to " + (CLASS_NAMES.size() - 1),
                    label,
                    where,
                    "give files in CIFAR-10's binary version (CIFAR-100 has other records)");
        }
    }

    private void requireRecords(DataFile current) {
        if (recordsRead == 0) {
            throw UserMistake.of(
                    "empty file", "records of " + RECORD + " bytes", "0 bytes", current.path(), DataFile.FETCH_AGAIN);
        }
        if (recordsPerFile > 0 && recordsRead < recordsPerFile) {
            throw UserMistake.of(
                    "truncated file",
                    recordsPerFile + " records",
                    recordsRead,
                    current.path(),
                    DataFile.FETCH_AGAIN + ", or name the files of a subset one by one");
        }
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
