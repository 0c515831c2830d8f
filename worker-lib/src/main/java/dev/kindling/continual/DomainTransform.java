package dev.kindling.continual;

import dev.kindling.data.Features;
import dev.kindling.data.FloatFeatures;
import dev.kindling.data.PixelFeatures;
import dev.kindling.data.QuarterTurns;
import dev.kindling.fault.UserMistake;
import dev.kindling.tensor.Shape;
import java.util.Arrays;

/**
 * What a domain does to every example: each new value is a fixed weighted sum of old ones. Bytes stay bytes, rounded to the nearest;
 * where every value only changes its place nothing is rounded. Immutable.
 */
public final class DomainTransform {

    private static final int NEIGHBOURS = 4;
    private static final double FULL_CIRCLE = 360;
    private static final double QUARTER = 90;
    private static final int BYTE = 255;

    private final int width;

    /** Sources of each new value, {@link #terms} a value. */
    private final int[] sources;

    private final double[] weights;
    private final int terms;

    private DomainTransform(int width, int[] sources, double[] weights, int terms) {
        this.width = width;
        this.sources = sources;
        this.weights = weights;
        this.terms = terms;
    }

    /** Changes nothing. */
    static DomainTransform none(Shape shape) {
        return new DomainTransform(shape.size(), new int[0], new double[0], 0);
    }

    /** The new value i is the old value {@code sources[i]}. */
    static DomainTransform moving(Shape shape, int[] sources) {
        return new DomainTransform(shape.size(), sources, new double[0], 1);
    }

    /** Turned counter-clockwise about the centre, every channel alike. */
    static DomainTransform turning(Shape shape, double degrees) {
        double angle = degrees % FULL_CIRCLE;
        if (angle == 0) {
            return none(shape);
        }
        if (angle % QUARTER == 0 && shape.height() == shape.width()) {
            return moving(shape, overChannels(shape, QuarterTurns.sources(shape.width(), (int) (angle / QUARTER))));
        }
        return interpolating(shape, StrictMath.toRadians(angle));
    }

    private static int[] overChannels(Shape shape, int[] plane) {
        int[] sources = new int[shape.size()];
        for (int i = 0; i < sources.length; i++) {
            sources[i] = i - i % plane.length + plane[i % plane.length];
        }
        return sources;
    }

    private static DomainTransform interpolating(Shape shape, double angle) {
        int[] sources = new int[NEIGHBOURS * shape.size()];
        double[] weights = new double[sources.length];
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        double middleX = (shape.width() - 1) / 2.0;
        double middleY = (shape.height() - 1) / 2.0;
        int plane = shape.height() * shape.width();
        for (int i = 0; i < shape.size(); i++) {
            double x = i % shape.width() - middleX;
            int row = i % plane / shape.width();
            double y = row - middleY;
            double fromX = middleX + cos * x - sin * y;
            double fromY = middleY + sin * x + cos * y;
            neighbours(shape, i - i % plane, fromX, fromY, i * NEIGHBOURS, sources, weights);
        }
        return new DomainTransform(shape.size(), sources, weights, NEIGHBOURS);
    }

    /** The four pixels round a place and how near each is; one outside the image keeps the weight 0. */
    private static void neighbours(
            Shape shape, int channel, double fromX, double fromY, int at, int[] sources, double[] weights) {
        int left = (int) Math.floor(fromX);
        int top = (int) Math.floor(fromY);
        for (int n = 0; n < NEIGHBOURS; n++) {
            int x = left + n % 2;
            int y = top + n / 2;
            if (x >= 0 && x < shape.width() && y >= 0 && y < shape.height()) {
                sources[at + n] = channel + y * shape.width() + x;
                weights[at + n] = (1 - Math.abs(fromX - x)) * (1 - Math.abs(fromY - y));
            }
        }
    }

    /**
     * New features, as many rows.
     *
     * @throws UserMistake if examples have another number of values than the shape that this was made for
     */
    public Features apply(Features features) {
        if (features.width() != width) {
            throw UserMistake.of(
                    "images of another size",
                    width + " values as in the other split",
                    features.width(),
                    "the scenario",
                    "give splits of the same kind of data");
        }
        if (terms == 0) {
            return features;
        }
        return features instanceof PixelFeatures pixels ? applyTo(pixels) : applyTo((FloatFeatures) features);
    }

    private PixelFeatures applyTo(PixelFeatures features) {
        byte[] bytes = new byte[features.bytes().length];
        double[] row = new double[width];
        for (int from = 0; from < bytes.length; from += width) {
            for (int i = 0; i < width; i++) {
                row[i] = features.bytes()[from + i] & BYTE;
            }
            for (int i = 0; i < width; i++) {
                bytes[from + i] = (byte) Math.min(BYTE, Math.rint(value(row, i)));
            }
        }
        return new PixelFeatures(features.examples(), width, bytes);
    }

    private FloatFeatures applyTo(FloatFeatures features) {
        float[] values = new float[features.values().length];
        double[] row = new double[width];
        for (int from = 0; from < values.length; from += width) {
            for (int i = 0; i < width; i++) {
                row[i] = features.values()[from + i];
            }
            for (int i = 0; i < width; i++) {
                values[from + i] = (float) value(row, i);
            }
        }
        return new FloatFeatures(features.examples(), width, values);
    }

    private double value(double[] row, int i) {
        if (terms == 1) {
            return row[sources[i]];
        }
        double sum = 0;
        for (int n = i * terms; n < (i + 1) * terms; n++) {
            sum += weights[n] * row[sources[n]];
        }
        return sum;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DomainTransform that
                && width == that.width
                && Arrays.equals(sources, that.sources)
                && Arrays.equals(weights, that.weights);
    }

    @Override
    public int hashCode() {
        return 31 * width + Arrays.hashCode(sources);
    }
}
