package dev.kindling.data.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.kindling.data.DataSet;
import dev.kindling.data.Split;
import dev.kindling.fault.UserMistake;
import dev.kindling.random.RandomStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class DamageTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static byte[] idx(int magic, int[] sizes, int body) {
        ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * sizes.length + body);
        bytes.putInt(magic);
        Arrays.stream(sizes).forEach(bytes::putInt);
        for (int i = 0; bytes.hasRemaining(); i++) {
            bytes.put((byte) (i % 10));
        }
        return bytes.array();
    }

    private static byte[] cifar(int records) {
        byte[] bytes = new byte[records * 3073];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i % 3073 == 0 ? i / 3073 : i);
        }
        return bytes;
    }

    private static byte[] csv() {
        StringBuilder text = new StringBuilder("x,y,kind,group\n");
        for (int i = 0; i < 50; i++) {
            text.append(i)
                    .append(",\"")
                    .append(i * 0.5)
                    .append("\",\"a\"\"")
                    .append(i % 3)
                    .append("\",g\n");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Cuts the file, flips up to three bits, or both. */
    private static byte[] damage(byte[] file, RandomStream random) {
        byte[] damaged = file.clone();
        int flips = random.nextInt(4);
        for (int i = 0; i < flips; i++) {
            // Every other flip hits the first bytes, where the headers are.
            int at = random.nextInt(random.nextInt(2) == 0 ? damaged.length : Math.min(24, damaged.length));
            damaged[at] ^= (byte) (1 << random.nextInt(8));
        }
        return random.nextInt(2) == 0 ? damaged : Arrays.copyOf(damaged, random.nextInt(damaged.length));
    }

    private static void read(DataSet data, MemoryFiles files, int most) {
        assertTimeoutPreemptively(PATIENCE, () -> {
            try {
                Reading.of(data, Split.TRAIN, files, most);
            } catch (UserMistake mistake) {
                assertThat(mistake.getMessage()).doesNotContain("\n", "\r").contains("; ");
            } catch (IOException allowed) {
                assertThat(allowed).isNotNull();
            }
            assertThat(files.stillOpen()).as("streams left open").isZero();
        });
    }

    private static byte[] packed(byte[] file, boolean pack) {
        return pack ? MemoryFiles.gz(file) : file;
    }

    @Property(tries = 1000)
    void damagedIdxFilesEndInAMistake(
            @ForAll long seed,
            @ForAll boolean pack,
            @ForAll boolean labels,
            @ForAll @IntRange(min = 1, max = 200) int most) {
        RandomStream random = RandomStream.of(seed, "damage");
        byte[] images = packed(idx(2051, new int[] {100, 4, 5}, 2000), pack);
        byte[] classes = packed(idx(2049, new int[] {100}, 100), pack);
        MemoryFiles files = new MemoryFiles()
                .with("i", labels ? images : damage(images, random))
                .with("l", labels ? damage(classes, random) : classes);
        read(new IdxFiles("i", "l", "i", "l", List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9")), files, most);
    }

    @Property(tries = 300)
    void damagedCifarFilesEndInAMistake(
            @ForAll long seed, @ForAll boolean pack, @ForAll @IntRange(min = 1, max = 20) int most) {
        byte[] records = damage(packed(cifar(10), pack), RandomStream.of(seed, "damage"));
        read(new Cifar10Files(List.of("a"), List.of("a")), new MemoryFiles().with("a", records), most);
    }

    @Property(tries = 1000)
    void damagedCsvFilesEndInAMistake(
            @ForAll long seed, @ForAll boolean pack, @ForAll @IntRange(min = 1, max = 60) int most) {
        byte[] rows = damage(packed(csv(), pack), RandomStream.of(seed, "damage"));
        read(new Csv("a", "a", "kind", "group"), new MemoryFiles().with("a", rows), most);
    }

    private static final byte[] OMNIGLOT = OmniglotFixture.zip("images_background", List.of("A/character01"));

    @Property(tries = 300)
    void damagedOmniglotArchivesEndInAMistake(@ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int most) {
        MemoryFiles files =
                new MemoryFiles().with("o/images_background.zip", damage(OMNIGLOT, RandomStream.of(seed, "damage")));
        Omniglot data =
                new Omniglot("o", OmniglotClasses.BACKGROUND, OmniglotDivision.BY_DRAWING, 15, OmniglotSource.ZIP);
        read(data, files, most);
    }
}
