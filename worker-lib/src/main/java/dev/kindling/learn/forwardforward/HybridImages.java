package dev.kindling.learn.forwardforward;

import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;

/**
 * False images whose short-range structure is right and whose long-range structure is not (Hinton 2022, section 3.2): mask
 * x one image + (1 - mask) x another. The mask begins as random bits, is blurred ten times with [1/4, 1/2, 1/4] along rows
 * and columns (the border repeats its edge) and cut at 0.5, which leaves patches a few pixels wide, half ones, half zeros.
 */
final class HybridImages {

    private static final int BLURS = 10;

    private final int channels;
    private final int height;
    private final int width;
    private final float[] mask;
    private final float[] blurred;
    private final float[] image;

    HybridImages(Shape shape) {
        this.channels = shape.channels();
        this.height = shape.height();
        this.width = shape.width();
        this.mask = new float[height * width];
        this.blurred = new float[height * width];
        this.image = new float[shape.size()];
    }

    /** One image in turn with another, random row of the first {@code rows} of {@code images}; valid until the next call. */
    float[] draw(int row, float[] images, int rows, RandomStream random) {
        int other = rows == 1 ? row : WrongLabels.uniform(row, rows, random);
        drawMask(random);
        int first = row * image.length;
        int second = other * image.length;
        for (int channel = 0; channel < channels; channel++) {
            int plane = channel * mask.length;
            for (int i = 0; i < mask.length; i++) {
                image[plane + i] = mask[i] > 0 ? images[first + plane + i] : images[second + plane + i];
            }
        }
        return image;
    }

    /** A fresh mask of ones and zeros, {@code [height, width]}; valid until the next draw. */
    float[] drawMask(RandomStream random) {
        long bits = 0;
        for (int i = 0; i < mask.length; i++) {
            bits = (i & 63) == 0 ? random.nextLong() : bits >>> 1;
            mask[i] = bits & 1;
        }
        for (int blur = 0; blur < BLURS; blur++) {
            blurRows();
            blurColumns();
        }
        for (int i = 0; i < mask.length; i++) {
            mask[i] = mask[i] > 0.5f ? 1 : 0;
        }
        return mask;
    }

    private void blurRows() {
        for (int y = 0; y < height; y++) {
            int start = y * width;
            int last = start + width - 1;
            for (int i = start; i <= last; i++) {
                blurred[i] =
                        0.25f * mask[Math.max(i - 1, start)] + 0.5f * mask[i] + 0.25f * mask[Math.min(i + 1, last)];
            }
        }
    }

    private void blurColumns() {
        for (int y = 0; y < height; y++) {
            int start = y * width;
            int above = Math.max(y - 1, 0) * width;
            int below = Math.min(y + 1, height - 1) * width;
            for (int x = 0; x < width; x++) {
                mask[start + x] = 0.25f * blurred[above + x] + 0.5f * blurred[start + x] + 0.25f * blurred[below + x];
            }
        }
    }
}
