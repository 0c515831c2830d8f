package dev.kindling.data.formats;

import static dev.kindling.fault.UserMistake.requireRange;

import dev.kindling.data.DataSet;
import dev.kindling.data.ExampleStream;
import dev.kindling.data.Split;
import dev.kindling.data.Storage;
import java.io.IOException;

/**
 * Omniglot (Lake, Salakhutdinov, Tenenbaum: Human-level concept learning through probabilistic program induction, Science 350,
 * 2015): handwritten characters of 50 alphabets, each drawn once by 20 people. Examples are 1 x 28 x 28 unsigned bytes, paper 0,
 * ink 255, the area average of the original 105 x 105 pixels rounded to the nearest; the group of an example is its drawer, 1 to 20.
 *
 * <p>The folder holds {@code images_background.zip} and {@code images_evaluation.zip} as published, or for each of
 * background and evaluation {@code omniglot28-SET-images-idx3-ubyte}, {@code omniglot28-SET-labels-idx1-int} (each plain or
 * gz) and {@code omniglot28-SET-classes.txt}: drawings in the order of alphabet, character, drawer. Only what the classes need is
 * read. Both sources give the same bytes.
 *
 * <p>Classes are {@code ALPHABET/characterNN} in that order, or with the Vinyals split (Vinyals et al.: Matching networks,
 * NeurIPS 2016; Snell, Swersky, Zemel, NeurIPS 2017) what {@code vinyals-train.txt} and its like list:
 * {@code ALPHABET/characterNN/rotDDD}, the character turned counter-clockwise by 0, 90, 180 or 270 degrees, a class of its
 * own. Both splits know all classes and number them alike: first those to learn from, then those to measure on. Examples come
 * class by class, in a class drawer by drawer.
 *
 * <p>A stream holds the drawings of the characters it needs, 25 MB for all, since archives come in any order. Errors are
 * {@link dev.kindling.fault.UserMistake}s: a missing, damaged or cut file, an entry with an unsafe or unknown name, an
 * image that is no one-bit PNG of 105 x 105, a character without its 20 drawings, a list that names an unknown character.
 *
 * @param path the folder
 * @param classes which characters
 * @param division what tells TRAIN from TEST; by-class needs classes of two kinds
 * @param trainDrawers where divided by drawing: drawers 1 to this many are in TRAIN, the others in TEST; 1 to 19
 * @param source which files
 */
public record Omniglot(
        String path, OmniglotClasses classes, OmniglotDivision division, int trainDrawers, OmniglotSource source)
        implements DataSet {

    /** Drawings of a character. */
    public static final int DRAWERS = 20;

    /** Pixels of an edge of an example. */
    public static final int SIDE = 28;

    public Omniglot {
        Settings.requireText("path", path);
        requireRange(
                trainDrawers >= 1 && trainDrawers < DRAWERS,
                "train-drawers",
                "in [1, " + (DRAWERS - 1) + "]",
                trainDrawers);
        requireRange(
                division == OmniglotDivision.BY_DRAWING || classes.isDivided(),
                "division",
                "by-drawing where classes is background or evaluation",
                "by-class");
    }

    @Override
    public ExampleStream open(Split split, Storage storage) throws IOException {
        OmniglotRoster roster = OmniglotRoster.read(this, storage);
        boolean train = split == Split.TRAIN;
        if (division == OmniglotDivision.BY_CLASS) {
            int from = train ? 0 : roster.metaTrain();
            int to = train ? roster.metaTrain() : roster.size();
            return new OmniglotStream(roster, from, to, 1, DRAWERS);
        }
        int first = train ? 1 : trainDrawers + 1;
        int last = train ? trainDrawers : DRAWERS;
        return new OmniglotStream(roster, 0, roster.size(), first, last);
    }
}
