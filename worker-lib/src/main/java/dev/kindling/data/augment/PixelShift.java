package dev.kindling.data.augment;

import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;

/** Images moved by whole pixels. */
public final class PixelShift {

    private PixelShift() {}

    /** Writes the image at {@code from[source]} to {@code to[target]}, moved; zeros come in where it moves away. */
    public static void write(Shape shape, float[] from, int source, float[] to, int target, int down, int right) {
        int at = target;
        for (int channel = 0; channel < shape.channels(); channel++) {
            for (int y = 0; y < shape.height(); y++) {
                int line = source + (channel * shape.height() + y - down) * shape.width();
                boolean there = y - down >= 0 && y - down < shape.height();
                for (int x = 0; x < shape.width(); x++) {
                    int column = x - right;
                    to[at++] = there && column >= 0 && column < shape.width() ? from[line + column] : 0;
                }
            }
        }
    }

    /** A number of pixels in [-most, most]; draws one random number whatever {@code most} is. */
    public static int draw(int most, RandomStream random) {
        return random.nextInt(2 * most + 1) - most;
    }
}
