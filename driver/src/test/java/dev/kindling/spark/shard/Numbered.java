package dev.kindling.spark.shard;

import dev.kindling.data.Chunk;
import dev.kindling.data.DataSet;
import dev.kindling.data.ExampleStream;
import dev.kindling.data.Examples;
import dev.kindling.data.Features;
import dev.kindling.data.FloatFeatures;
import dev.kindling.data.PixelFeatures;
import dev.kindling.data.Split;
import dev.kindling.data.Storage;
import dev.kindling.tensor.Shape;
import java.io.IOException;
import java.util.List;
import org.apache.spark.TaskContext;
import org.jspecify.annotations.Nullable;

/**
 * Examples whose features are the bytes of their position and whose label is the position modulo 7.
 *
 * @param size examples in a split
 * @param pixels features as bytes, else as floats
 * @param failing whether a task's first reading breaks off behind its first chunk
 */
record Numbered(int size, boolean pixels, boolean failing) implements DataSet {

    static final int WIDTH = 3;

    Examples at(int[] positions) {
        byte[] bytes = new byte[positions.length * WIDTH];
        float[] values = new float[bytes.length];
        int[] labels = new int[positions.length];
        for (int row = 0; row < positions.length; row++) {
            labels[row] = positions[row] % 7;
            for (int i = 0; i < WIDTH; i++) {
                bytes[row * WIDTH + i] = (byte) (positions[row] >>> (8 * i));
                values[row * WIDTH + i] = bytes[row * WIDTH + i];
            }
        }
        Features features = pixels
                ? new PixelFeatures(positions.length, WIDTH, bytes)
                : new FloatFeatures(positions.length, WIDTH, values);
        return new Examples(features, labels);
    }

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
                return List.of("a", "b", "c", "d", "e", "f", "g");
            }

            @Override
            public @Nullable Chunk next(int most) throws IOException {
                TaskContext task = TaskContext.get();
                if (failing && position > 0 && task != null && task.attemptNumber() == 0) {
                    throw new IOException("connection reset");
                }
                int count = Math.min(most, size - position);
                if (count == 0) {
                    return null;
                }
                int[] positions = new int[count];
                int[] groups = new int[count];
                for (int row = 0; row < count; row++) {
                    positions[row] = position + row;
                    groups[row] = positions[row] / 10;
                }
                position += count;
                return new Chunk(at(positions), groups);
            }

            @Override
            public void close() {}
        };
    }
}
