package dev.kindling.data.formats;

import static dev.kindling.data.formats.OmniglotClasses.BACKGROUND;
import static dev.kindling.data.formats.OmniglotClasses.VINYALS;
import static dev.kindling.data.formats.OmniglotDivision.BY_CLASS;
import static dev.kindling.data.formats.OmniglotDivision.BY_DRAWING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.data.Split;
import dev.kindling.fault.UserMistake;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OmniglotRefusalsTest {

    private final MemoryFiles files = OmniglotFixture.folder();

    private static Omniglot omniglot(OmniglotClasses classes, OmniglotDivision division, OmniglotSource source) {
        return new Omniglot("o", classes, division, 15, source);
    }

    private void refused(String... words) {
        refused(omniglot(BACKGROUND, BY_DRAWING, OmniglotSource.ZIP), words);
    }

    private void refused(Omniglot data, String... words) {
        assertThatThrownBy(() -> data.open(Split.TRAIN, files))
                .isInstanceOf(UserMistake.class)
                .hasMessageContainingAll(words)
                .hasMessageNotContaining("\n");
        assertThat(files.stillOpen()).isZero();
    }

    private void archive(String name, byte[] content) {
        files.with("o/images_background.zip", OmniglotFixture.zip(List.of(name), List.of(content)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/images_background/A/character01/0709_01.png",
                "images_background/../A/character01/0709_01.png",
                "..",
                "a\\b.png"
            })
    void anUnsafeNameIsRefused(String name) {
        archive(name, new byte[3]);
        refused("unsafe name", "images_background.zip");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "images_evaluation/A/character01/0709_01.png",
                "images_background/A/0709_01.png",
                "images_background/A/character01/0709_00.png",
                "images_background/A/character01/0709_21.png",
                "images_background/A/character01/x.png"
            })
    void anUnknownNameIsRefused(String name) {
        archive(name, OmniglotFixture.png(new boolean[105][105]));
        refused("name of a drawing", "images_background/ALPHABET/characterNN/IIII_DD.png", name);
    }

    @Test
    void anEntryThatUnpacksToMoreThanADrawingIsRefused() {
        archive("images_background/readme.txt", new byte[1 << 20]);
        refused("size of an entry", "at most 65536 bytes");
    }

    @Test
    void aMissingDrawingIsNamed() {
        List<String> names = new ArrayList<>();
        for (int drawer = 1; drawer <= 19; drawer++) {
            names.add(String.format("images_background/A/character01/0709_%02d.png", drawer));
        }
        byte[] png = OmniglotFixture.png(new boolean[105][105]);
        files.with("o/images_background.zip", OmniglotFixture.zip(names, Collections.nCopies(19, png)));
        refused("expected 20, found 19", "A/character01");
    }

    @Test
    void anArchiveCutBetweenTwoEntriesIsNotTakenForAWholeOne() {
        byte[] whole = OmniglotFixture.zip("images_background", OmniglotFixture.BACKGROUND);
        byte[] tail = Arrays.copyOfRange(whole, indexOfDirectory(whole), whole.length);
        int cut = indexOfLastEntry(whole);
        files.with("o/images_background.zip", Arrays.copyOf(whole, cut));
        refused("damaged zip", "no directory");
        files.with("o/images_background.zip", MemoryFiles.join(Arrays.copyOf(whole, cut), tail));
        refused("damaged zip", "82 entries where the directory has 83");
    }

    private static int indexOfDirectory(byte[] zip) {
        return indexOf(zip, 1, 2);
    }

    private static int indexOfLastEntry(byte[] zip) {
        int last = 0;
        for (int i = 0; i < indexOfDirectory(zip); i++) {
            last = isSignature(zip, i, 3, 4) ? i : last;
        }
        return last;
    }

    private static int indexOf(byte[] zip, int third, int fourth) {
        int at = 0;
        while (!isSignature(zip, at, third, fourth)) {
            at++;
        }
        return at;
    }

    private static boolean isSignature(byte[] zip, int at, int third, int fourth) {
        return zip[at] == 'P' && zip[at + 1] == 'K' && zip[at + 2] == third && zip[at + 3] == fourth;
    }

    @Test
    void whatIsNoArchiveIsRefused() {
        files.with("o/images_background.zip", "<html>404</html>");
        refused("damaged zip", "fetch or copy the file again");
    }

    @Test
    void anImageOfAnotherSizeOrKindIsRefused() {
        String name = "images_background/A/character01/0709_01.png";
        archive(name, OmniglotFixture.png(new boolean[28][28]));
        refused("105 x 105 pixels", name);
        archive(name, OmniglotFixture.png(new BufferedImage(105, 105, BufferedImage.TYPE_BYTE_GRAY)));
        refused("greyscale of one bit");
        archive(name, new byte[3]);
        refused("a PNG's signature");
    }

    @Test
    void aListThatNamesAnUnknownCharacterOrTurnIsRefused() {
        Omniglot data = omniglot(VINYALS, BY_CLASS, OmniglotSource.ZIP);
        files.with("o/vinyals-train.txt", "Beta/character01/rot000\nZeta/character01/rot090\n");
        refused(data, "unknown character", "\"Zeta/character01\"", "vinyals-train.txt, line 2");
        files.with("o/vinyals-train.txt", "Beta/character01/rot045\n");
        refused(data, "class in a list", "line 1");
        files.with("o/vinyals-train.txt", "Gamma_(old)/character01/rot000\n");
        refused(data, "no class twice", "vinyals-test.txt, line 1");
    }

    @Test
    void idxFilesOfAnotherOrderAreRefused() {
        Omniglot data = omniglot(BACKGROUND, BY_DRAWING, OmniglotSource.IDX);
        byte[] labels = OmniglotFixture.idxLabels(4);
        labels[8 + 4 * 20 + 3] = 2;
        files.with("o/omniglot28-background-labels-idx1-int", labels);
        refused(data, "order of drawings", "character 1");
        files.with("o/omniglot28-background-classes.txt", "Beta/character01\nAlpha/character01\n");
        refused(data, "ascending order", "line 2");
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> omniglot(BACKGROUND, BY_CLASS, OmniglotSource.ZIP))
                .isInstanceOf(UserMistake.class)
                .hasMessage("division must be by-drawing where classes is background or evaluation but was by-class");
        assertThatThrownBy(() -> new Omniglot("o", VINYALS, BY_DRAWING, 20, OmniglotSource.ZIP))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("train-drawers must be in [1, 19]");
    }
}
