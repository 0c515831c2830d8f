package dev.kindling.data.augment;

import dev.kindling.data.Batch;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;

/** One image after another: moved, mirrored, enlarged. */
final class ImageAugmenter implements Augmenter {

    private final Augmentation.Images settings;
    private final Shape shape;
    private final float[] moved;
    private final float[] enlarged;

    ImageAugmenter(Augmentation.Images settings, Shape shape) {
        this.settings = settings;
        this.shape = shape;
        moved = new float[shape.size()];
        enlarged = new float[shape.size()];
    }

    @Override
    public void augment(Batch batch, RandomStream random) {
        for (int row = 0; row < batch.size(); row++) {
            move(batch, row, random);
            if (settings.flip() && random.nextInt(2) == 1) {
                mirror();
            }
            if (settings.crop() < 1) {
                double part = settings.crop() + (1 - settings.crop()) * random.nextDouble();
                double top = (1 - part) * shape.height() * random.nextDouble();
                double left = (1 - part) * shape.width() * random.nextDouble();
                enlarge(part, top, left);
                batch.replace(row, enlarged);
            } else {
                batch.replace(row, moved);
            }
        }
    }

    private void move(Batch batch, int row, RandomStream random) {
        int down = PixelShift.draw(settings.shift(), random);
        int right = PixelShift.draw(settings.shift(), random);
        PixelShift.write(shape, batch.inputs(), row * shape.size(), moved, 0, down, right);
    }

    private void mirror() {
        int width = shape.width();
        for (int line = 0; line < moved.length; line += width) {
            for (int x = 0; x < width / 2; x++) {
                float held = moved[line + x];
                moved[line + x] = moved[line + width - 1 - x];
                moved[line + width - 1 - x] = held;
            }
        }
    }

    /** The middle of pixel y lies at y + 1/2; beyond the middles of the outermost pixels their values go on. */
    void enlarge(double part, double top, double left) {
        int at = 0;
        for (int channel = 0; channel < shape.channels(); channel++) {
            int plane = channel * shape.height() * shape.width();
            for (int y = 0; y < shape.height(); y++) {
                double from = within(top + (y + 0.5) * part - 0.5, shape.height());
                for (int x = 0; x < shape.width(); x++) {
                    enlarged[at++] = between(plane, from, within(left + (x + 0.5) * part - 0.5, shape.width()));
                }
            }
        }
    }

    /** What was last enlarged; shared. */
    float[] enlarged() {
        return enlarged;
    }

    private static double within(double place, int size) {
        return Math.min(Math.max(place, 0), size - 1);
    }

    private float between(int plane, double y, double x) {
        int upper = (int) y;
        int lower = Math.min(upper + 1, shape.height() - 1);
        int first = (int) x;
        int second = Math.min(first + 1, shape.width() - 1);
        float above = along(plane + upper * shape.width(), first, second, (float) (x - first));
        float below = along(plane + lower * shape.width(), first, second, (float) (x - first));
        return above + (float) (y - upper) * (below - above);
    }

    private float along(int line, int first, int second, float share) {
        return moved[line + first] + share * (moved[line + second] - moved[line + first]);
    }
}
