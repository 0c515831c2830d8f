package dev.kindling.data.formats;

import dev.kindling.data.Storage;
import dev.kindling.fault.UserMistake;
import java.io.Closeable;
import java.io.IOException;

/** An IDX file of labels: one dimension of unsigned bytes or of 4-byte integers. */
final class IdxLabels implements Closeable {

    private static final int MAGIC_BYTES = 0x0801;
    private static final int MAGIC_INTS = 0x0C01;
    private static final String KIND = "labels";
    private static final String EXPECTED = "2049 (0x00000801) or 3073 (0x00000C01)";

    private final IdxColumn column;
    private final int classes;
    private int next;

    private IdxLabels(IdxColumn column, int classes) {
        this.column = column;
        this.classes = classes;
    }

    static IdxLabels open(String path, int classes, Storage storage) throws IOException {
        DataFile file = DataFile.open(path, storage);
        try {
            IdxHeader header = new IdxHeader(file);
            int magic = header.magic(KIND, EXPECTED);
            if (magic != MAGIC_BYTES && magic != MAGIC_INTS) {
                throw header.wrongMagic(KIND, EXPECTED, magic);
            }
            int labels = header.size("number of labels", Integer.MAX_VALUE);
            return new IdxLabels(new IdxColumn(file, labels, magic == MAGIC_INTS ? Integer.BYTES : 1), classes);
        } catch (IOException | RuntimeException failure) {
            file.close();
            throw failure;
        }
    }

    IdxColumn column() {
        return column;
    }

    int[] read(int rows) throws IOException {
        byte[] bytes = column.read(rows);
        int[] labels = new int[rows];
        for (int row = 0; row < rows; row++) {
            labels[row] = column.width() == 1 ? bytes[row] & 0xFF : IdxHeader.bigEndian(bytes, row * Integer.BYTES);
            requireClass(labels[row], next + row);
        }
        next += rows;
        return labels;
    }

    private void requireClass(int label, int record) {
        if (label < 0 || label >= classes) {
            throw UserMistake.of(
                    "label out of range",
                    "0 to " + (classes - 1),
                    label,
                    column.path() + ", record " + record + " (counting from 0)",
                    "raise the number of classes or repair the labels");
        }
    }

    @Override
    public void close() throws IOException {
        column.close();
    }
}
