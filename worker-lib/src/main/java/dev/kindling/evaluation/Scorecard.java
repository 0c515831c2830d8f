package dev.kindling.evaluation;

import dev.kindling.metric.AccuracySpread;
import dev.kindling.metric.Confusion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What an evaluation learns: the confusion, how accuracy spreads over the holders of the examples, and the first few
 * examples that came out wrong, by position. Merges exactly.
 */
public final class Scorecard {

    private final Confusion confusion;
    private final AccuracySpread spread;
    private final int wrongLimit;
    private final List<WrongExample> wrong;

    /** An empty card that keeps at most {@code wrongLimit} wrong examples. */
    public Scorecard(int classes, int wrongLimit) {
        this(new Confusion(classes), new AccuracySpread(), wrongLimit, new ArrayList<>());
    }

    /** Takes ownership of all parts. */
    public Scorecard(Confusion confusion, AccuracySpread spread, int wrongLimit, List<WrongExample> wrong) {
        this.confusion = confusion;
        this.spread = spread;
        this.wrongLimit = wrongLimit;
        this.wrong = wrong;
    }

    public Confusion confusion() {
        return confusion;
    }

    public AccuracySpread spread() {
        return spread;
    }

    /** The most wrong examples that are kept. */
    public int wrongLimit() {
        return wrongLimit;
    }

    /** The wrong examples of lowest position, in that order. */
    public List<WrongExample> wrong() {
        return wrong;
    }

    /** Whether a wrong example of this position would be among those kept. */
    boolean keepsWrong(long position) {
        return wrong.size() < wrongLimit
                || (wrongLimit > 0 && position < wrong.get(wrongLimit - 1).position());
    }

    void addWrong(WrongExample example) {
        if (keepsWrong(example.position())) {
            wrong.add(example);
            keepFirst();
        }
    }

    /** Adds another card; it stays as it is. */
    public void add(Scorecard other) {
        confusion.add(other.confusion);
        spread.add(other.spread);
        wrong.addAll(other.wrong);
        keepFirst();
    }

    private void keepFirst() {
        wrong.sort(Comparator.comparingLong(WrongExample::position));
        if (wrong.size() > wrongLimit) {
            wrong.subList(wrongLimit, wrong.size()).clear();
        }
    }
}
