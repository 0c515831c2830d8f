package dev.kindling.tensor;

/** The shape of one example, channels first; a flat vector of n features is 1 x 1 x n. */
public record Shape(int channels, int height, int width) implements java.io.Serializable {

    public Shape {
        if (channels < 1 || height < 1 || width < 1) {
            throw new IllegalArgumentException(
                    "shape must be positive in every dimension but was " + channels + "x" + height + "x" + width);
        }
        Math.multiplyExact(Math.multiplyExact(channels, height), width);
    }

    /** n features without any neighbourhood. */
    public static Shape flat(int features) {
        return new Shape(1, 1, features);
    }

    /** Features of one example. */
    public int size() {
        return channels * height * width;
    }

    @Override
    public String toString() {
        return channels == 1 && height == 1 ? Integer.toString(width) : channels + "x" + height + "x" + width;
    }
}
