package dev.kindling.data.formats;

import dev.kindling.random.RandomStream;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/** A folder "o" of Omniglot's shape with invented characters, as archives and as IDX files, reduced in another way. */
final class OmniglotFixture {

    static final List<String> BACKGROUND =
            List.of("Alpha/character01", "Alpha/character02", "Beta/character01", "Gamma_(old)/character01");
    static final List<String> EVALUATION = List.of("Delta/character01", "Delta/character02");

    private static final byte[] BACKGROUND_ZIP = zip("images_background", BACKGROUND);
    private static final byte[] EVALUATION_ZIP = zip("images_evaluation", EVALUATION);
    private static final byte[] BACKGROUND_IMAGES = MemoryFiles.gz(idxImages(BACKGROUND));
    private static final byte[] EVALUATION_IMAGES = idxImages(EVALUATION);

    private OmniglotFixture() {}

    static MemoryFiles folder() {
        return new MemoryFiles()
                .with("o/images_background.zip", BACKGROUND_ZIP)
                .with("o/images_evaluation.zip", EVALUATION_ZIP)
                .with("o/omniglot28-background-classes.txt", String.join("\n", BACKGROUND) + "\n")
                .with("o/omniglot28-evaluation-classes.txt", String.join("\n", EVALUATION) + "\n")
                .with("o/omniglot28-background-images-idx3-ubyte.gz", BACKGROUND_IMAGES)
                .with("o/omniglot28-evaluation-images-idx3-ubyte", EVALUATION_IMAGES)
                .with("o/omniglot28-background-labels-idx1-int", idxLabels(BACKGROUND.size()))
                .with("o/omniglot28-evaluation-labels-idx1-int.gz", MemoryFiles.gz(idxLabels(EVALUATION.size())))
                .with("o/vinyals-train.txt", list("Beta/character01", "Delta/character02"))
                .with("o/vinyals-val.txt", list("Alpha/character02"))
                .with("o/vinyals-trainval.txt", list("Beta/character01", "Delta/character02", "Alpha/character02"))
                .with("o/vinyals-test.txt", list("Gamma_(old)/character01"));
    }

    private static String list(String... characters) {
        StringBuilder lines = new StringBuilder();
        for (String character : characters) {
            for (String turn : List.of("000", "090", "180", "270")) {
                lines.append(character).append("/rot").append(turn).append('\n');
            }
        }
        return lines.toString();
    }

    /** A few strokes; [y][x], true is ink. */
    static boolean[][] picture(String character, int drawer) {
        RandomStream random = RandomStream.of(7, character, drawer);
        boolean[][] ink = new boolean[105][105];
        for (int stroke = 0; stroke < 6; stroke++) {
            int x = random.nextInt(100);
            int y = random.nextInt(100);
            for (int length = random.nextInt(90); length > 0; length--) {
                ink[y][x] = true;
                ink[y][x + 1] = true;
                x = Math.min(103, Math.max(0, x + random.nextInt(3) - 1));
                y = Math.min(104, y + random.nextInt(2));
            }
        }
        ink[104][104] = true;
        return ink;
    }

    static byte[] png(boolean[][] ink) {
        BufferedImage image = new BufferedImage(ink[0].length, ink.length, BufferedImage.TYPE_BYTE_BINARY);
        for (int y = 0; y < ink.length; y++) {
            for (int x = 0; x < ink[0].length; x++) {
                image.setRGB(x, y, ink[y][x] ? 0x000000 : 0xFFFFFF);
            }
        }
        return png(image);
    }

    static byte[] png(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** Entries in an order of their own, with folders and a file that is no drawing between them. */
    static byte[] zip(String root, List<String> characters) {
        List<String> names = new ArrayList<>(List.of(root + "/", root + "/.DS_Store", "__MACOSX/" + root + "/._a.png"));
        List<byte[]> contents = new ArrayList<>(List.of(new byte[0], new byte[9], new byte[7]));
        for (int drawer = 20; drawer >= 1; drawer--) {
            for (String character : characters) {
                names.add(String.format("%s/%s/0709_%02d.png", root, character, drawer));
                contents.add(png(picture(character, drawer)));
            }
        }
        return zip(names, contents);
    }

    static byte[] zip(List<String> names, List<byte[]> contents) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < names.size(); i++) {
                zip.putNextEntry(new ZipEntry(names.get(i)));
                zip.write(contents.get(i));
            }
            zip.setComment("as some archives have");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    static byte[] idxImages(List<String> characters) {
        ByteBuffer bytes = ByteBuffer.allocate(16 + characters.size() * 20 * 784);
        bytes.putInt(2051).putInt(characters.size() * 20).putInt(28).putInt(28);
        for (String character : characters) {
            for (int drawer = 1; drawer <= 20; drawer++) {
                bytes.put(reduced(picture(character, drawer)));
            }
        }
        return bytes.array();
    }

    static byte[] idxLabels(int characters) {
        ByteBuffer bytes = ByteBuffer.allocate(8 + characters * 20 * 4);
        bytes.putInt(3073).putInt(characters * 20);
        for (int i = 0; i < characters * 20; i++) {
            bytes.putInt(i / 20);
        }
        return bytes.array();
    }

    /** The area average pixel by pixel, by overlaps in double precision. */
    static byte[] reduced(boolean[][] ink) {
        byte[] pixels = new byte[784];
        for (int pixel = 0; pixel < 784; pixel++) {
            int row = pixel / 28;
            double top = row * 3.75;
            double left = pixel % 28 * 3.75;
            double area = 0;
            for (int y = (int) top; y < Math.min(105, top + 3.75); y++) {
                for (int x = (int) left; x < Math.min(105, left + 3.75); x++) {
                    area += ink[y][x] ? overlap(y, top) * overlap(x, left) : 0;
                }
            }
            pixels[pixel] = (byte) Math.round(area / (3.75 * 3.75) * 255);
        }
        return pixels;
    }

    private static double overlap(int old, double from) {
        return Math.max(0, Math.min(old + 1, from + 3.75) - Math.max(old, from));
    }
}
