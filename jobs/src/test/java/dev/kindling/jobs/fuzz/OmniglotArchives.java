package dev.kindling.jobs.fuzz;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/** Makes the archives that fuzzing of {@code omniglotZip} begins with: java ...OmniglotArchives FOLDER. */
final class OmniglotArchives {

    private static final String CHARACTER = "images_background/A/character01/";

    private OmniglotArchives() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        byte[] packed = archive(ZipEntry.DEFLATED, 20, CHARACTER);
        Files.write(folder.resolve("packed"), packed);
        Files.write(folder.resolve("stored"), archive(ZipEntry.STORED, 20, CHARACTER));
        Files.write(folder.resolve("nineteen-drawings"), archive(ZipEntry.DEFLATED, 19, CHARACTER));
        Files.write(
                folder.resolve("unsafe-name"), archive(ZipEntry.DEFLATED, 1, "images_background/../A/character01/"));
        Files.write(folder.resolve("cut"), Arrays.copyOf(packed, packed.length / 2));
        Files.write(folder.resolve("bomb"), bomb());
        Files.write(folder.resolve("one-drawing"), archive(ZipEntry.STORED, 1, CHARACTER));
    }

    private static byte[] archive(int method, int drawings, String prefix) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int drawer = 1; drawer <= drawings; drawer++) {
                add(zip, String.format("%s0709_%02d.png", prefix, drawer), drawing(drawer), method);
            }
        }
        return bytes.toByteArray();
    }

    /** An entry of 1 MB of zeros. */
    private static byte[] bomb() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            add(zip, CHARACTER + "0709_01.png", new byte[1 << 20], ZipEntry.DEFLATED);
        }
        return bytes.toByteArray();
    }

    private static void add(ZipOutputStream zip, String name, byte[] content, int method) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        // A time of its own, so that the archives are the same whenever they are made.
        entry.setTimeLocal(java.time.LocalDateTime.of(2020, 1, 1, 0, 0));
        entry.setMethod(method);
        if (method == ZipEntry.STORED) {
            CRC32 sum = new CRC32();
            sum.update(content);
            entry.setCrc(sum.getValue());
            entry.setSize(content.length);
        }
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private static byte[] drawing(int drawer) throws IOException {
        BufferedImage image = new BufferedImage(105, 105, BufferedImage.TYPE_BYTE_BINARY);
        for (int y = 0; y < 105; y++) {
            for (int x = 0; x < 105; x++) {
                image.setRGB(x, y, x == y || x == drawer ? 0x000000 : 0xFFFFFF);
            }
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return png.toByteArray();
    }
}
