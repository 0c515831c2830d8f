package dev.kindling.head;

import dev.kindling.fault.UserMistake;
import dev.kindling.fixedpoint.Grid;
import java.io.Serializable;

/**
 * What sums a state of {@link Moments} holds and where. Its words: for each part the bound of its second moments (two words); for
 * each part a count a class and the number of refused examples; for each part the class sums {@code [classes, width]}; for each part its matrices
 * of second moments, each as the rows of its upper triangle.
 *
 * @param classes at least 1
 * @param width values in a feature vector, at least 1
 * @param second which second moments
 * @param heldOut whether a fifth of the examples is summed apart, as a part of its own
 * @param grid what values are rounded to
 */
public record MomentsFormat(int classes, int width, SecondMoments second, boolean heldOut, Grid grid)
        implements Serializable {

    private static final int BOUND_WORDS = 2;

    public MomentsFormat {
        if (classes < 1 || width < 1) {
            throw new IllegalArgumentException(
                    "moments of " + classes + " classes and " + width + " features: both must be >= 1");
        }
        long words = words(classes, width, second, heldOut ? 2 : 1);
        if (words > Integer.MAX_VALUE - 16) {
            throw new UserMistake(
                    "the sums of a head: expected at most 2^31 numbers, found " + words + " for " + classes
                            + " classes of " + width + " features"
                            + (second == SecondMoments.PER_CLASS ? " with a matrix each" : "")
                            + "; take an encoder with fewer features, or a head that needs fewer sums (docs/heads.md)");
        }
    }

    private static long words(int classes, int width, SecondMoments second, int parts) {
        long matrices = second == SecondMoments.NONE ? 0 : second == SecondMoments.SHARED ? 1 : classes;
        return parts * (BOUND_WORDS + classes + 1 + (long) classes * width + matrices * width * (width + 1L) / 2);
    }

    /** The same sums of all examples in one part. */
    MomentsFormat inOnePart() {
        return heldOut ? new MomentsFormat(classes, width, second, false, grid) : this;
    }

    int parts() {
        return heldOut ? 2 : 1;
    }

    /** Words in a state. */
    public int words() {
        return (int) words(classes, width, second, parts());
    }

    /** Words before the counts: where merging carries from one word to the next. */
    int boundWords() {
        return BOUND_WORDS * parts();
    }

    /** The high word of a part's bound; the low one follows. */
    int bound(int part) {
        return BOUND_WORDS * part;
    }

    int count(int part, int label) {
        return boundWords() + part * (classes + 1) + label;
    }

    int refused(int part) {
        return count(part, classes);
    }

    int sums(int part, int label) {
        return count(parts(), 0) + (part * classes + label) * width;
    }

    /** Where the matrix begins that an example of a class is added to. */
    int second(int part, int label) {
        int matrix = second == SecondMoments.SHARED ? part : part * classes + label;
        return sums(parts(), 0) + matrix * triangle();
    }

    /** Entries of a matrix. */
    int triangle() {
        return (int) (width * (width + 1L) / 2);
    }

    /** Where row {@code row} of a matrix begins with its diagonal, counted from the matrix. */
    int row(int row) {
        return (int) ((long) row * width - row * (row - 1L) / 2);
    }
}
