package dev.kindling.data.formats;

import dev.kindling.data.Storage;
import dev.kindling.fault.UserMistake;
import dev.kindling.tensor.Shape;
import java.io.Closeable;
import java.io.IOException;

/** An IDX file of images: unsigned bytes, three dimensions (images, rows, columns). */
final class IdxImages implements Closeable {

    private static final int MAGIC = 0x0803;
    private static final String KIND = "images of unsigned bytes";
    private static final String EXPECTED = "2051 (0x00000803)";
    private static final int LONGEST_SIDE = 1 << 16;
    private static final int MOST_PIXELS = 1 << 24;

    private final IdxColumn column;
    private final Shape shape;

    private IdxImages(IdxColumn column, Shape shape) {
        this.column = column;
        this.shape = shape;
    }

    static IdxImages open(String path, Storage storage) throws IOException {
        DataFile file = DataFile.open(path, storage);
        try {
            return read(file);
        } catch (IOException | RuntimeException failure) {
            file.close();
            throw failure;
        }
    }

    private static IdxImages read(DataFile file) throws IOException {
        IdxHeader header = new IdxHeader(file);
        int magic = header.magic(KIND, EXPECTED);
        if (magic != MAGIC) {
            throw header.wrongMagic(KIND, EXPECTED, magic);
        }
        int images = header.size("number of images", Integer.MAX_VALUE);
        int height = header.size("image height", LONGEST_SIDE);
        int width = header.size("image width", LONGEST_SIDE);
        if ((long) height * width > MOST_PIXELS) {
            throw UserMistake.of(
                    "image size",
                    "at most " + MOST_PIXELS + " pixels",
                    height + " x " + width,
                    file.path() + " (header)",
                    DataFile.FETCH_AGAIN);
        }
        return new IdxImages(new IdxColumn(file, images, height * width), new Shape(1, height, width));
    }

    IdxColumn column() {
        return column;
    }

    Shape shape() {
        return shape;
    }

    @Override
    public void close() throws IOException {
        column.close();
    }
}
