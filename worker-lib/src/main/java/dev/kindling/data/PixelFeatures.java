package dev.kindling.data;

import java.util.Arrays;

/** Unsigned bytes 0..255, read as the float32 value byte / 255. */
public final class PixelFeatures implements Features {

    /** The quotients, each rounded once: a factor 1 / 255 would miss half of them by a unit. */
    private static final float[] QUOTIENTS = new float[256];

    static {
        for (int value = 0; value < QUOTIENTS.length; value++) {
            QUOTIENTS[value] = value / 255f;
        }
    }

    private final int examples;
    private final int width;
    private final byte[] bytes;

    /** Takes ownership of {@code bytes}, {@code [examples, width]} row-major. */
    public PixelFeatures(int examples, int width, byte[] bytes) {
        if (bytes.length != (long) examples * width) {
            throw new IllegalArgumentException(
                    "pixels: expected " + examples + " x " + width + " bytes, found " + bytes.length);
        }
        this.examples = examples;
        this.width = width;
        this.bytes = bytes;
    }

    @Override
    public int examples() {
        return examples;
    }

    @Override
    public int width() {
        return width;
    }

    /** The bytes themselves, not a copy: for codecs, which must not write to them. */
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public void copyRow(int example, float[] into, int offset) {
        int from = example * width;
        for (int i = 0; i < width; i++) {
            into[offset + i] = QUOTIENTS[bytes[from + i] & 0xFF];
        }
    }

    @Override
    public PixelFeatures select(int[] rows) {
        byte[] selected = new byte[Math.multiplyExact(rows.length, width)];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(bytes, rows[i] * width, selected, i * width, width);
        }
        return new PixelFeatures(rows.length, width, selected);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PixelFeatures that
                && examples == that.examples
                && width == that.width
                && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * width + Arrays.hashCode(bytes);
    }
}
