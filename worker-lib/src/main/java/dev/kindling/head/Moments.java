package dev.kindling.head;

import dev.kindling.fault.UserMistake;
import dev.kindling.fixedpoint.Grid;
import java.util.Arrays;

/**
 * How many examples of each class there were, the sums of their feature vectors and, as the format says, the sums of
 * products of two features: all that an exact head learns from. Words add in the ring of integers modulo 2^64, so merging
 * and subtracting are exact whatever they hold; a bound is carried along (the trace of the second moments, in 128 bits), and who reads sums that
 * may have wrapped is refused.
 */
public final class Moments {

    private final MomentsFormat format;
    private final int offset;
    private final long[] words;

    /** Moments of nothing. */
    public Moments(MomentsFormat format) {
        this(format, 0, new long[format.words()]);
    }

    /** Takes ownership: {@code words[i]} is word {@code offset + i} of the format. */
    public Moments(MomentsFormat format, int offset, long[] words) {
        if (offset < 0 || offset + (long) words.length > format.words()) {
            throw new IllegalArgumentException(
                    "moments: words [" + offset + ", +" + words.length + ") of " + format.words() + " are not there");
        }
        this.format = format;
        this.offset = offset;
        this.words = words;
    }

    public MomentsFormat format() {
        return format;
    }

    /** First word, 0 unless this is a slice. */
    public int offset() {
        return offset;
    }

    /** The words, not a copy. */
    public long[] words() {
        return words;
    }

    /** Adds others of the same format and range; they stay as they are. */
    public void add(Moments other) {
        requireSameRange(other);
        int carrying = carrying();
        for (int high = 0; high < carrying; high += 2) {
            addWide(words, high, other.words[high], other.words[high + 1]);
        }
        for (int i = carrying; i < words.length; i++) {
            words[i] += other.words[i];
        }
    }

    /** Takes others of the same format and range out again. */
    public void subtract(Moments other) {
        requireSameRange(other);
        int carrying = carrying();
        for (int high = 0; high < carrying; high += 2) {
            long low = other.words[high + 1];
            addWide(words, high, low == 0 ? -other.words[high] : ~other.words[high], -low);
        }
        for (int i = carrying; i < words.length; i++) {
            words[i] -= other.words[i];
        }
    }

    /** Adds a number of 128 bits to the one at {@code words[high], words[high + 1]}. */
    static void addWide(long[] words, int high, long more, long moreLow) {
        long low = words[high + 1] + moreLow;
        words[high] += more + (Long.compareUnsigned(low, moreLow) < 0 ? 1 : 0);
        words[high + 1] = low;
    }

    private int carrying() {
        return offset == 0 ? format.boundWords() : 0;
    }

    private void requireSameRange(Moments other) {
        if (offset != other.offset || words.length != other.words.length || !format.equals(other.format)) {
            throw new IllegalArgumentException("moments of different format or range: " + format + " [" + offset + ", +"
                    + words.length + ") and " + other.format + " [" + other.offset + ", +" + other.words.length + ")");
        }
    }

    /** A copy of the words {@code [from, to)} as moments of their own. */
    Moments slice(int from, int to) {
        return new Moments(format, offset + from, Arrays.copyOfRange(words, from, to));
    }

    /** The examples that were held out, or the others, as moments of one part; a copy. */
    Moments part(int part) {
        Moments one = new Moments(format.inOnePart());
        one.addPart(this, part);
        return one;
    }

    /** All examples as moments of one part; a copy unless they are that already. */
    public Moments whole() {
        if (!format.heldOut()) {
            return this;
        }
        Moments all = part(0);
        all.addPart(this, 1);
        return all;
    }

    private void addPart(Moments parts, int part) {
        addWide(words, 0, parts.words[parts.format.bound(part)], parts.words[parts.format.bound(part) + 1]);
        addRange(parts, parts.format.count(part, 0), format.count(0, 0), format.classes() + 1);
        addRange(parts, parts.format.sums(part, 0), format.sums(0, 0), format.classes() * format.width());
        int second = format.words() - format.second(0, 0);
        addRange(parts, parts.format.second(part, 0), format.second(0, 0), second);
    }

    private void addRange(Moments from, int source, int target, int count) {
        for (int i = 0; i < count; i++) {
            words[target + i] += from.words[source + i];
        }
    }

    /** Examples of a class. */
    public long count(int label) {
        long count = 0;
        for (int part = 0; part < format.parts(); part++) {
            count += words[format.count(part, label)];
        }
        return count;
    }

    /** Examples of all classes; those refused are not among them. */
    public long examples() {
        long examples = 0;
        for (int label = 0; label < format.classes(); label++) {
            examples += count(label);
        }
        return examples;
    }

    /** Examples that were left out for a feature that is NaN or beyond {@link Grid#largest}. */
    public long refused() {
        long refused = 0;
        for (int part = 0; part < format.parts(); part++) {
            refused += words[format.refused(part)];
        }
        return refused;
    }

    /**
     * Checks that these are moments of something and that no sum has left 64 bits.
     *
     * @throws UserMistake if they hold no example, too many or too large ones, or if more was taken out than put in
     */
    public Moments requireReadable() {
        for (int label = 0; label < format.classes(); label++) {
            if (count(label) < 0) {
                throw new UserMistake("the sums of a head: class " + label + " holds " + count(label)
                        + " examples; take out only what was added before");
            }
        }
        if (examples() == 0) {
            throw new UserMistake(
                    "a head cannot be made of no examples (" + refused() + " were refused as NaN or beyond "
                            + format.grid().largest() + "); give it examples before it is asked");
        }
        requireExact();
        return this;
    }

    private void requireExact() {
        for (int part = 0; part < format.parts(); part++) {
            boolean wide = words[format.bound(part)] != 0 || words[format.bound(part) + 1] < 0;
            if (wide || examples() >= Grid.EXACT_SUMMANDS) {
                throw new UserMistake("the sums of a head: " + examples() + " examples on a grid of 2^-"
                        + format.grid().bits() + " may have left 64 bits; use fewer bits, or divide the embeddings");
            }
        }
    }

    /** Writes the mean of a class of moments of one part, {@code [width]}, each value rounded twice; zeros where nothing was seen. */
    public void mean(int label, double[] mean) {
        long count = words[format.count(0, label)];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = count == 0 ? 0 : format.grid().value(words[format.sums(0, label) + i]) / count;
        }
    }

    /** The means of all classes of one part, {@code [classes, width]}. */
    double[] means() {
        int width = format.width();
        double[] means = new double[Math.multiplyExact(format.classes(), width)];
        double[] mean = new double[width];
        for (int label = 0; label < format.classes(); label++) {
            mean(label, mean);
            System.arraycopy(mean, 0, means, label * width, width);
        }
        return means;
    }

    /** The sum of a class's features in one part, rounded to double. */
    double sum(int label, int feature) {
        return format.grid().value(words[format.sums(0, label) + feature]);
    }

    /** The symmetric matrix of second moments of one part, {@code [width, width]}, of a class or of all, as the format says. */
    public double[] second(int label) {
        int width = format.width();
        double[] matrix = new double[Math.multiplyExact(width, width)];
        int at = format.second(0, label);
        for (int a = 0; a < width; a++) {
            for (int b = a; b < width; b++) {
                double value = format.grid().product(words[at++]);
                matrix[a * width + b] = value;
                matrix[b * width + a] = value;
            }
        }
        return matrix;
    }
}
