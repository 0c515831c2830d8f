package dev.kindling.data.glyphs;

import static dev.kindling.fault.UserMistake.requireRange;

import dev.kindling.data.DataSet;
import dev.kindling.data.ExampleStream;
import dev.kindling.data.Split;
import dev.kindling.data.Storage;
import java.util.Objects;

/**
 * Handwritten characters of an invented script, made by arithmetic: 1x28x28 unsigned bytes, paper 0, ink 255. Nothing is
 * read; the same settings give the same bytes on every machine, since only correctly rounded operations and
 * {@link StrictMath} decide them.
 *
 * <p>A class is a character of 2 to 5 strokes; classes depend on the seed alone, so the classes of a small alphabet are
 * the first ones of a larger one. A writer has a hand: slant, size, proportions, pen, base line, and a personal form of
 * every character. An example is one more writing of a character by a hand.
 *
 * <p>Each split has {@code writers} writers. TEST is written by other hands than TRAIN, drawn from the same population:
 * accuracy on it is generalisation to unseen writers. The group of an example is its writer: 0..writers-1 in TRAIN,
 * writers..2*writers-1 in TEST. Examples come writer by writer; the labels of one writer run through seeded orders of all
 * classes, one after the other, so the numbers of two labels differ by at most one.
 *
 * <p>Picture and label of an example are a function of (seed, difficulty, classes, split, writer, place among the writer's
 * examples): more writers, or more examples a writer, add examples and change none. So a stream holds one chunk, whatever
 * the size of the split, and can begin anywhere. Opening one draws the alphabet: milliseconds for hundreds of
 * classes, a second or two for thousands.
 *
 * <p>At difficulty 1, ten classes and 5,000 TRAIN examples of 50 writers, the nearest class mean is right on some 85 % of
 * TEST, the nearest neighbour and a small network with one hidden layer on some 96 %.
 *
 * @param classes number of characters, 2 to 5,000
 * @param writers number of writers in each split
 * @param trainPerWriter examples of each writer in TRAIN
 * @param testPerWriter examples of each writer in TEST
 * @param seed decides alphabet, hands and examples
 * @param difficulty how widely hands and examples spread: 0 prints every character alike, 1 is ordinary handwriting, up to 3
 */
public record Glyphs(int classes, int writers, int trainPerWriter, int testPerWriter, long seed, double difficulty)
        implements DataSet {

    private static final int MOST_CLASSES = 5_000;
    private static final int MOST_WRITERS = 1_000_000;
    private static final int MOST_PER_WRITER = 1_000_000;
    private static final double MOST_DIFFICULTY = 3;

    public Glyphs {
        requireWithin(classes, 2, MOST_CLASSES, "classes");
        requireWithin(writers, 1, MOST_WRITERS, "writers");
        requireWithin(trainPerWriter, 1, MOST_PER_WRITER, "train-per-writer");
        requireWithin(testPerWriter, 1, MOST_PER_WRITER, "test-per-writer");
        requireRange(
                difficulty >= 0 && difficulty <= MOST_DIFFICULTY,
                "difficulty",
                "in [0, " + MOST_DIFFICULTY + "]",
                difficulty);
    }

    private static void requireWithin(int value, int least, int most, String key) {
        requireRange(value >= least && value <= most, key, "in [" + least + ", " + most + "]", value);
    }

    /** Number of examples in a split. */
    public long examples(Split split) {
        return (long) writers * perWriter(split);
    }

    /** Number of examples of each writer of a split. */
    public int perWriter(Split split) {
        return switch (split) {
            case TRAIN -> trainPerWriter;
            case TEST -> testPerWriter;
        };
    }

    /** Opens a split at its first example; {@code storage} is not used. */
    @Override
    public ExampleStream open(Split split, Storage storage) {
        return openRange(split, 0, examples(split));
    }

    /**
     * Opens examples {@code first .. end - 1} of a split, at no cost for those before: the same bytes, labels and groups
     * that {@link #open} gives there.
     */
    public ExampleStream openRange(Split split, long first, long end) {
        Objects.checkFromToIndex(first, end, examples(split));
        return new GlyphStream(this, split, first, end);
    }
}
