package dev.kindling.spark;

import dev.kindling.data.Chunk;
import dev.kindling.data.DataSet;
import dev.kindling.data.ExampleStream;
import dev.kindling.data.Examples;
import dev.kindling.data.FloatFeatures;
import dev.kindling.data.Split;
import dev.kindling.data.Storage;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Three normal blobs in eight dimensions, {@code size} examples a split. */
public record Blobs(int size) implements DataSet {

    private static final int WIDTH = 8;
    private static final int CLASSES = 3;

    @Override
    public ExampleStream open(Split split, Storage storage) {
        return new ExampleStream() {
            private int position;

            @Override
            public Shape shape() {
                return Shape.flat(WIDTH);
            }

            @Override
            public List<String> classNames() {
                return List.of("a", "b", "c");
            }

            @Override
            public @Nullable Chunk next(int most) {
                int count = Math.min(most, size - position);
                if (count == 0) {
                    return null;
                }
                float[] values = new float[count * WIDTH];
                int[] labels = new int[count];
                for (int row = 0; row < count; row++) {
                    RandomStream random = RandomStream.of(5, "blob-" + split, position + row);
                    labels[row] = random.nextInt(CLASSES);
                    for (int i = 0; i < WIDTH; i++) {
                        double center = i % CLASSES == labels[row] ? 1 : 0;
                        values[row * WIDTH + i] = (float) (center + 0.4 * random.nextGaussian());
                    }
                }
                position += count;
                return new Chunk(new Examples(new FloatFeatures(count, WIDTH, values), labels), new int[count]);
            }

            @Override
            public void close() {}
        };
    }
}
