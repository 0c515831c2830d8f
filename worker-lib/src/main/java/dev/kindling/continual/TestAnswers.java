package dev.kindling.continual;

import dev.kindling.merge.Merge;
import java.util.Arrays;

/**
 * What a model answered to test examples: right answers and examples of each class in each domain, how well its confidence tells what it
 * knows from what it does not ({@link OpenSet}), and whether confidence means what it says ({@link Calibration}, {@value #CALIBRATION_BINS}
 * bins). All of it is counts in one array of words, which adds exactly.
 *
 * <p>An example of a class that was never learnt is an unknown one to the open set and takes no part in the calibration.
 */
public final class TestAnswers {

    /** As in Guo et al. 2017. */
    public static final int CALIBRATION_BINS = 15;

    private final int domains;
    private final int classes;
    private final long[] words;

    /** Nothing counted: the neutral one. */
    public TestAnswers(int domains, int classes) {
        this(domains, classes, new long[words(domains, classes)]);
    }

    /** Takes ownership of what {@link #words()} gave. */
    public TestAnswers(int domains, int classes, long[] words) {
        if (words.length != words(domains, classes)) {
            throw new IllegalArgumentException("answers in " + domains + " domains of " + classes + " classes need "
                    + words(domains, classes) + " words, got " + words.length);
        }
        this.domains = domains;
        this.classes = classes;
        this.words = words;
    }

    /** Words of so many domains and classes. */
    public static int words(int domains, int classes) {
        int cells = Math.multiplyExact(Math.multiplyExact(2, domains), classes);
        return Math.addExact(cells, 2 * OpenSet.BINS + 3 * CALIBRATION_BINS);
    }

    /** Adds words; for what travels as such. */
    public static Merge<long[]> sum(int domains, int classes) {
        return new WordSum(words(domains, classes));
    }

    public int domains() {
        return domains;
    }

    public int classes() {
        return classes;
    }

    /** An answer that counts for accuracy. */
    public void answer(int domain, int label, boolean right) {
        int cell = domain * classes + label;
        words[cell] += right ? 1 : 0;
        words[domains * classes + cell]++;
    }

    /**
     * How sure the model was of an answer.
     *
     * @param confidence in [0, 1]
     * @param learnt whether it has learnt from examples of the true class
     */
    public void confidence(double confidence, boolean learnt, boolean right) {
        int from = 2 * domains * classes;
        words[from + (learnt ? 0 : OpenSet.BINS) + OpenSet.bin(confidence)]++;
        if (learnt) {
            int bin = from + 2 * OpenSet.BINS + Calibration.bin(confidence, CALIBRATION_BINS);
            words[bin]++;
            words[bin + CALIBRATION_BINS] += right ? 1 : 0;
            words[bin + 2 * CALIBRATION_BINS] += Calibration.word(confidence);
        }
    }

    /** Right answers to the examples of a class in a domain. */
    public long correct(int domain, int label) {
        return words[domain * classes + label];
    }

    /** Its examples that were asked. */
    public long total(int domain, int label) {
        return words[(domains + domain) * classes + label];
    }

    /** Counts of each class over domains {@code first} to {@code last}. */
    public ClassRecall recall(int first, int last) {
        ClassRecall recall = new ClassRecall(classes);
        for (int domain = first; domain <= last; domain++) {
            int from = domain * classes;
            int all = domains * classes + from;
            recall.add(new ClassRecall(
                    Arrays.copyOfRange(words, from, from + classes), Arrays.copyOfRange(words, all, all + classes)));
        }
        return recall;
    }

    public OpenSet openSet() {
        int from = 2 * domains * classes;
        return new OpenSet(
                Arrays.copyOfRange(words, from, from + OpenSet.BINS),
                Arrays.copyOfRange(words, from + OpenSet.BINS, from + 2 * OpenSet.BINS));
    }

    public Calibration calibration() {
        int from = 2 * domains * classes + 2 * OpenSet.BINS;
        return new Calibration(
                Arrays.copyOfRange(words, from, from + CALIBRATION_BINS),
                Arrays.copyOfRange(words, from + CALIBRATION_BINS, from + 2 * CALIBRATION_BINS),
                Arrays.copyOfRange(words, from + 2 * CALIBRATION_BINS, from + 3 * CALIBRATION_BINS));
    }

    /** All counts, not a copy; readers must not write. */
    public long[] words() {
        return words;
    }

    private record WordSum(int length) implements Merge<long[]> {

        @Override
        public long[] zero() {
            return new long[length];
        }

        @Override
        public long[] merge(long[] into, long[] from) {
            for (int i = 0; i < length; i++) {
                into[i] += from[i];
            }
            return into;
        }
    }
}
