package dev.kindling.jobs;

import static dev.kindling.jobs.BadInputTest.assertMistake;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.jobs.CommandLineSession.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person reads when the data is not what it should be. */
class BadDataTest {

    private static final int EXAMPLES = 12;
    private static final int SIDE = 2;

    private Path images;
    private Path labels;
    private CommandLineSession session;

    /** Whole files, of which each test damages one. */
    @BeforeEach
    void begin(@TempDir Path folder) throws IOException {
        session = new CommandLineSession(folder);
        images = folder.resolve("images");
        labels = folder.resolve("labels");
        Files.write(images, imageBytes());
        Files.write(labels, labelBytes(EXAMPLES));
        Files.writeString(
                folder.resolve("small.conf"),
                """
                rounds = 1
                clients = 2
                data {
                  type = idx-files, class-names = [no, yes]
                  train-images = "%1$s/images", train-labels = "%1$s/labels"
                  test-images = "%1$s/images", test-labels = "%1$s/labels"
                }
                learner { type = backprop, hidden = [2] }
                algorithm = fedavg
                """
                        .formatted(folder));
    }

    @Test
    void aTruncatedGz() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gz = new GZIPOutputStream(packed)) {
            gz.write(imageBytes());
        }
        Files.write(images, Arrays.copyOf(packed.toByteArray(), packed.size() - 4));

        assertMistake(
                run(),
                "truncated gz: expected the whole compressed file, found its end after 64 unpacked bytes, in " + images
                        + "; fetch or copy the file again");
    }

    @Test
    void aTruncatedIdx() throws IOException {
        Files.write(images, Arrays.copyOf(imageBytes(), 16 + 5 * SIDE * SIDE + 1));

        assertMistake(
                run(),
                "truncated body: expected 12 records of 4 bytes, found the end of the file in record 5 (counting from "
                        + "0), in " + images + "; fetch or copy the file again");
    }

    @Test
    void aWrongMagicNumber() throws IOException {
        Files.write(images, labelBytes(EXAMPLES));

        assertMistake(
                run(),
                "wrong magic number: expected 2051 (0x00000803) for images of unsigned bytes, found 2049 (0x00000801), "
                        + "in " + images + "; check that the path names an IDX file of images of unsigned bytes");
    }

    @Test
    void fewerLabelsThanImages() throws IOException {
        Files.write(labels, labelBytes(EXAMPLES - 1));

        assertMistake(
                run(),
                "number of labels: expected 12 as there are images in " + images + ", found 11, in " + labels
                        + "; give images and labels of the same split");
    }

    @Test
    void aLabelOutOfRange() throws IOException {
        byte[] bytes = labelBytes(EXAMPLES);
        bytes[8 + 3] = 7;
        Files.write(labels, bytes);

        assertMistake(
                run(),
                "label out of range: expected 0 to 1, found 7, in " + labels
                        + ", record 3 (counting from 0); raise the number of classes or repair the labels");
    }

    @Test
    void anEmptyFile() throws IOException {
        Files.write(images, new byte[0]);

        assertMistake(
                run(),
                "empty file: expected images of unsigned bytes, found 0 bytes, in " + images
                        + "; fetch or copy the file again");
    }

    @Test
    void aMissingFile() throws IOException {
        Files.delete(images);

        assertMistake(
                run(),
                "missing file: expected " + images + " or " + images
                        + ".gz, found nothing at " + images
                        + ".gz; correct the path or fetch the file; relative paths start from KINDLING_DATA, a folder "
                        + "that driver and executors must share");
    }

    @Test
    void aRowOfACsvFileWithTooFewCells() throws IOException {
        Path csv = Files.writeString(session.path("rows.csv"), "a,b,label\n1,2,x\n3,4,y\n5,y\n");

        assertMistake(
                session.run("out", "-D", "data=null", "-D", table(csv)),
                "wrong number of cells: expected 3 as in the header, found 2, in " + csv
                        + ", line 4; repair the row; a comma inside a cell needs quotes around the cell");
    }

    @Test
    void aTestSplitOfAnotherShape() throws IOException {
        Path wide = Files.write(
                session.path("wide"),
                ByteBuffer.allocate(16 + EXAMPLES * SIDE)
                        .putInt(0x0803)
                        .putInt(EXAMPLES)
                        .putInt(1)
                        .putInt(SIDE)
                        .array());

        assertMistake(
                session.run("out", "-D", "data.test-images=" + wide),
                "input shape of the test split: expected 1x2x2 as in the train split, found 2, in the data set; "
                        + "give splits of the same kind of data");
    }

    @Test
    void aCsvFileOfOneClass() throws IOException {
        Path csv = Files.writeString(session.path("rows.csv"), "a,b,label\n1,2,x\n3,4,x\n");

        assertMistake(
                session.run("out", "-D", "data=null", "-D", table(csv)),
                "too few classes: expected at least 2 distinct labels in column \"label\", found only \"x\", in " + csv
                        + "; name the column of classes, or add rows of another class");
    }

    @Test
    void aModelIsNotMeasuredOnOtherClassesNorOnTheSameInAnotherOrder() throws IOException {
        Path csv = Files.writeString(session.path("rows.csv"), "a,b,label\n1,2,x\n3,4,y\n");
        Path other = Files.writeString(session.path("other.csv"), "a,b,label\n1,2,y\n3,4,z\n");
        assertThat(session.run("out", "-D", "data=null", "-D", table(csv)).exit())
                .isZero();

        for (String command : new String[] {"evaluate", "predict"}) {
            assertMistake(
                    CommandLineSession.kindling(
                            command, session.path("out").toString(), "-D", "data=null", "-D", table(other)),
                    "name of class 0 of the test split: expected x as the model was trained on, found y, in the data "
                            + "set; give data of that kind");
        }
    }

    private static String table(Path file) {
        return "data={type=csv, label=label, train=\"" + file + "\", test=\"" + file + "\"}";
    }

    private Answer run() {
        return session.run("out");
    }

    private static byte[] imageBytes() {
        return ByteBuffer.allocate(16 + EXAMPLES * SIDE * SIDE)
                .putInt(0x0803)
                .putInt(EXAMPLES)
                .putInt(SIDE)
                .putInt(SIDE)
                .array();
    }

    private static byte[] labelBytes(int count) {
        return ByteBuffer.allocate(8 + count).putInt(0x0801).putInt(count).array();
    }
}
