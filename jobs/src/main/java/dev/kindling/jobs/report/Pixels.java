package dev.kindling.jobs.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** A small picture: unsigned bytes, one plane per channel (grey, or red, green and blue), each plane row by row. */
public final class Pixels {

    private static final int GREY = 1;
    private static final int COLOUR = 3;

    private final int channels;
    private final int height;
    private final int width;
    private final byte[] values;

    /** Copies {@code values}. */
    public Pixels(int channels, int height, int width, byte[] values) {
        boolean shown = channels == GREY || channels == COLOUR;
        if (!shown || height < 1 || width < 1 || values.length != (long) channels * height * width) {
            throw new IllegalArgumentException("pixels: " + values.length + " bytes do not make " + channels + " x "
                    + height + " x " + width + " with 1 or 3 channels");
        }
        this.channels = channels;
        this.height = height;
        this.width = width;
        this.values = values.clone();
    }

    /** 1 for a grey picture, 3 for a coloured one. */
    public int channels() {
        return channels;
    }

    public int height() {
        return height;
    }

    public int width() {
        return width;
    }

    /** The picture as an address that holds it. */
    String pngDataUri() {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png());
    }

    /** The picture as the bytes of a PNG file. */
    public byte[] png() {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        // In memory: ImageIO's default puts a file into the temporary directory for each picture.
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(png)) {
            ImageIO.write(image(), "png", out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return png.toByteArray();
    }

    private BufferedImage image() {
        int type = channels == GREY ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB;
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int channel = 0; channel < channels; channel++) {
                    // The raster, not setRGB: that would convert greys between colour spaces.
                    image.getRaster().setSample(x, y, channel, sample(channel, y, x));
                }
            }
        }
        return image;
    }

    private int sample(int channel, int y, int x) {
        return Byte.toUnsignedInt(values[(channel * height + y) * width + x]);
    }
}
