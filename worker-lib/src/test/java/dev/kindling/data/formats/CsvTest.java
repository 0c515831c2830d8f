package dev.kindling.data.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.data.ExampleStream;
import dev.kindling.data.Split;
import dev.kindling.data.Storage;
import dev.kindling.fault.UserMistake;
import dev.kindling.tensor.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

class CsvTest {

    private static final String TRAIN = "x,kind,station,y\r\n1,dog,B,2.5\r\n-3e2,cat,A,.5\r\n0,dog,B,+7.\r\n";
    private static final Csv DATA = new Csv("train.csv", "test.csv", "kind", "station");
    private static final Csv PLAIN = new Csv("train.csv", "test.csv", "kind", "");

    private static MemoryFiles files(String train) {
        return new MemoryFiles().with("train.csv", train);
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> reading(String train) {
        return assertThatThrownBy(() -> Reading.of(PLAIN, Split.TRAIN, files(train), 10))
                .isInstanceOf(UserMistake.class);
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> readingTest(String test) {
        MemoryFiles files = files(TRAIN).with("test.csv", test);
        return assertThatThrownBy(() -> Reading.of(DATA, Split.TEST, files, 10)).isInstanceOf(UserMistake.class);
    }

    @Test
    void rowsBecomeFeaturesLabelsAndGroups() throws IOException {
        Reading all = Reading.of(DATA, Split.TRAIN, files(TRAIN), 2);
        assertThat(all.sizes()).containsExactly(2, 1);
        assertThat(all.labels()).containsExactly(1, 0, 1);
        assertThat(all.groups()).containsExactly(1, 0, 1);
        assertThat(all.values()).containsExactly(1f, 2.5f, -300f, .5f, 0f, 7f);
    }

    @Test
    void theStreamTellsShapeAndClassNames() throws IOException {
        try (ExampleStream stream = DATA.open(Split.TRAIN, files(TRAIN))) {
            assertThat(stream.shape()).isEqualTo(Shape.flat(2));
            assertThat(stream.classNames()).containsExactly("cat", "dog");
        }
    }

    @Test
    void packedFilesAreReadAsWell() throws IOException {
        MemoryFiles files =
                new MemoryFiles().with("train.csv.gz", MemoryFiles.gz(TRAIN.getBytes(StandardCharsets.UTF_8)));
        assertThat(Reading.of(DATA, Split.TRAIN, files, 9).labels()).containsExactly(1, 0, 1);
    }

    @Test
    void theTestFileMayOrderItsColumnsOtherwiseAndBringNewGroups() throws IOException {
        MemoryFiles files = files(TRAIN).with("test.csv", "station,y,x,kind\nC,1,2,cat\nB,3,4,dog\nC,5,6,cat");
        Reading all = Reading.of(DATA, Split.TEST, files, 10);
        assertThat(all.values()).containsExactly(2f, 1f, 4f, 3f, 6f, 5f);
        assertThat(all.labels()).containsExactly(0, 1, 0);
        assertThat(all.groups()).containsExactly(2, 1, 2);
    }

    @Test
    void integerLabelsAreSortedByNumber() throws IOException {
        MemoryFiles files = files("x,kind\n0,10\n0,9\n0,-1\n0,100\n");
        try (ExampleStream stream = PLAIN.open(Split.TRAIN, files)) {
            assertThat(stream.classNames()).containsExactly("-1", "9", "10", "100");
        }
        try (ExampleStream stream = PLAIN.open(Split.TRAIN, files("x,kind\n0,10\n0,9\n0,a\n"))) {
            assertThat(stream.classNames()).containsExactly("10", "9", "a");
        }
    }

    @Test
    void quotedCellsMayHoldCommasQuotesAndNewlines() throws IOException {
        String train = "\uFEFF\"x\",\"kind\"\n\"1\",\"a,\"\"b\"\"\nc\"\n\n2,d\n";
        try (ExampleStream stream = PLAIN.open(Split.TRAIN, files(train))) {
            assertThat(stream.classNames()).containsExactly("a,\"b\"\nc", "d");
        }
        reading(train + "2\n")
                .hasMessage("wrong number of cells: expected 2 as in the header, found 1, in train.csv, line 6; "
                        + "repair the row; a comma inside a cell needs quotes around the cell");
    }

    @Test
    void manyRowsMakeOneChunk() throws IOException {
        String rows = "1,a\n2,b\n".repeat(500);
        Reading all = Reading.of(PLAIN, Split.TRAIN, files("x,kind\n" + rows), 5000);
        assertThat(all.sizes()).containsExactly(1000);
        assertThat(all.values()).endsWith(1f, 2f);
    }

    @Test
    void missingCellsAreErrorsOrZeros() throws IOException {
        String train = "x,kind\nNA,a\n,b\n";
        Csv zero = new Csv("train.csv", "test.csv", "kind", "", MissingCells.ZERO);
        assertThat(Reading.of(zero, Split.TRAIN, files(train), 9).values()).containsExactly(0f, 0f);
        reading(train)
                .hasMessage("missing cell: expected a number in column \"x\", found \"NA\", in train.csv, line 2; "
                        + "repair or remove the row, or set missing to zero");
        reading("x,kind\n1,\n")
                .hasMessage("missing cell: expected a name in column \"kind\", found \"\", in train.csv, line 2; "
                        + "repair or remove the row");
    }

    @Test
    void oneClassAloneIsAMistake() {
        reading("x,kind\n1,a\n2,a\n")
                .hasMessage(
                        "too few classes: expected at least 2 distinct labels in column \"kind\", found only \"a\", "
                                + "in train.csv; name the column of classes, or add rows of another class");
    }

    @Test
    void aCellThatIsNoNumberIsAMistakeThatNamesLineAndColumn() {
        reading("x,kind\n1,a\n\"o\nne\",b\n")
                .hasMessage("cell is no number: expected a finite number in column \"x\", found \"o ne\", "
                        + "in train.csv, line 4; repair the cell, or replace the column by numbers");
        for (String cell : new String[] {"NaN", "Infinity", "1e39", "1f", "0x1p3", "1,5", "-", "."}) {
            reading("x,kind\n\"" + cell + "\",a\n1,b\n").hasMessageStartingWith("cell is no number");
        }
    }

    @Test
    void aMissingColumnIsAMistakeThatNamesTheNearestOnes() {
        reading("x,y,z,Kinds\n1,2,3,a\n")
                .hasMessage("missing label column: expected \"kind\", found no such column, the nearest are "
                        + "\"Kinds\", \"x\", \"y\", in train.csv, line 1; name a column that the file has");
        readingTest("x,kind,y\n1,cat,2\n").hasMessageStartingWith("missing group column: expected \"station\"");
        readingTest("x,kind,station\n1,cat,A\n").hasMessageStartingWith("missing feature column: expected \"y\"");
    }

    @Test
    void anUnexpectedColumnOfTheTestFileIsAMistake() {
        readingTest("x,kind,station,y,w\n1,cat,A,2,3\n")
                .hasMessage("unexpected column: expected the columns of train.csv, found \"w\" as well, "
                        + "in test.csv, line 1; give both files the same columns");
    }

    @Test
    void aDuplicateColumnIsAMistake() {
        reading("x,kind, x\n1,a,2\n")
                .hasMessage("duplicate column: expected distinct names in the header, found \"x\" in columns 1 and 3, "
                        + "in train.csv, line 1; rename one of them");
    }

    @Test
    void aTestLabelTheTrainingFileLacksIsAMistake() {
        readingTest("x,kind,station,y\n1,cat,A,2\n1,cow,A,2\n")
                .hasMessage("unknown label: expected one of the 2 classes of train.csv, found \"cow\", "
                        + "in test.csv, line 3; remove the row or add the class to the training file");
    }

    @Test
    void emptyFilesAreMistakes() {
        reading("")
                .hasMessage(
                        "empty file: expected a header row, found 0 rows, in train.csv; fetch or copy the file again");
        reading("x,kind\n")
                .hasMessage("no rows: expected at least one row behind the header, found none, in train.csv; "
                        + "fetch or copy the file again");
        readingTest("x,kind,station,y\n").hasMessageStartingWith("no rows");
        reading("kind\na\n")
                .hasMessage("no feature columns: expected at least one column besides label and group, "
                        + "found 1 columns in all, in train.csv, line 1; check that cells are separated by commas");
    }

    @Test
    void brokenQuotesAreAMistake() {
        String message = "broken quotation: expected a quoted cell to end in a quote before a comma or the line's end, "
                + "with quotes inside doubled, found otherwise, in train.csv, in the row behind line 2; repair the quotes";
        reading("x,kind\n1,a\n\"1,a\n").hasMessage(message);
        reading("x,kind\n1,a\n\"1\"2,a\n").hasMessage(message);
    }

    @Test
    void aQuoteThatNeverEndsDoesNotSwallowTheFile() {
        reading("x,kind\n1,\"" + "a".repeat(17_000_000) + "\"\n")
                .hasMessage("row too long: expected at most 16777216 characters, found more, in train.csv; "
                        + "look for a quote that is never closed");
    }

    @Test
    void otherEncodingsAreAMistake() {
        MemoryFiles files =
                new MemoryFiles().with("train.csv", "x,kind\n1,\u00FC\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> Reading.of(PLAIN, Split.TRAIN, files, 10))
                .isInstanceOf(UserMistake.class)
                .hasMessage("text encoding: expected UTF-8, found other bytes before byte 11, in train.csv; "
                        + "save the file as UTF-8");
    }

    @Test
    void tooManyClassesAreAMistake() {
        StringBuilder rows = new StringBuilder("x,kind\n");
        for (int i = 0; i <= 100_000; i++) {
            rows.append("1,").append(i).append('\n');
        }
        reading(rows.toString())
                .hasMessage("too many classes: expected at most 100000 distinct labels in column \"kind\", found more, "
                        + "in train.csv, line 100002; name a column of classes, not of measurements");
    }

    @Test
    void theStoragesOwnFailureStaysWhatItIs() {
        Storage failing = path -> new InputStream() {
            private int left = 12;

            @Override
            public int read() throws IOException {
                if (left-- == 0) {
                    throw new IOException("the network is gone");
                }
                return "x,kind\n1,a\n1,a\n".charAt(11 - left);
            }

            @Override
            public int read(byte[] into, int from, int most) throws IOException {
                into[from] = (byte) read();
                return 1;
            }
        };
        assertThatThrownBy(() -> Reading.of(PLAIN, Split.TRAIN, failing, 10))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("the network is gone");
    }

    @Test
    void settingsCheckThemselves() {
        assertThatThrownBy(() -> new Csv("a", "b", " ", ""))
                .isInstanceOf(UserMistake.class)
                .hasMessage("label must be a path or name but was empty");
        assertThatThrownBy(() -> new Csv("a", "b", "k", "k"))
                .hasMessage("group must be another column than label but was k");
    }
}
