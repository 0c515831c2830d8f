package dev.kindling.data.formats;

import dev.kindling.data.Chunk;
import dev.kindling.data.ExampleStream;
import dev.kindling.data.Examples;
import dev.kindling.data.PixelFeatures;
import dev.kindling.data.Storage;
import dev.kindling.fault.UserMistake;
import dev.kindling.tensor.Shape;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Images and labels read side by side. */
final class IdxStream implements ExampleStream {

    private final IdxImages images;
    private final IdxLabels labels;
    private final List<String> classNames;
    private int left;

    private IdxStream(IdxImages images, IdxLabels labels, List<String> classNames) {
        this.images = images;
        this.labels = labels;
        this.classNames = classNames;
        this.left = images.column().records();
    }

    static IdxStream open(String images, String labels, List<String> classNames, Storage storage) throws IOException {
        IdxImages opened = IdxImages.open(images, storage);
        try {
            return pair(opened, IdxLabels.open(labels, classNames.size(), storage), classNames);
        } catch (IOException | RuntimeException failure) {
            opened.close();
            throw failure;
        }
    }

    private static IdxStream pair(IdxImages images, IdxLabels labels, List<String> classNames) throws IOException {
        int expected = images.column().records();
        int actual = labels.column().records();
        if (expected != actual) {
            labels.close();
            throw UserMistake.of(
                    "number of labels",
                    expected + " as there are images in " + images.column().path(),
                    actual,
                    labels.column().path(),
                    "give images and labels of the same split");
        }
        return new IdxStream(images, labels, classNames);
    }

    @Override
    public Shape shape() {
        return images.shape();
    }

    @Override
    public List<String> classNames() {
        return classNames;
    }

    @Override
    public @Nullable Chunk next(int most) throws IOException {
        ChunkLimit.requireSome(most);
        if (left == 0) {
            return null;
        }
        int rows = Math.min(most, left);
        byte[] pixels = images.column().read(rows);
        int[] rowLabels = labels.read(rows);
        left -= rows;
        return new Chunk(
                new Examples(new PixelFeatures(rows, images.column().width(), pixels), rowLabels), new int[rows]);
    }

    @Override
    public void close() throws IOException {
        try (images) {
            labels.close();
        }
    }
}
