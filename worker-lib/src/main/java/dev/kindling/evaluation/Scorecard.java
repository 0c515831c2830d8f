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
    private final int mostWrong;
    private final List<WrongExample> wrong;

    /** An empty card that keeps at most {@code mostWrong} wrong examples. */
    public Scorecard(int classes, int mostWrong) {
        this(new Confusion(classes), new AccuracySpread(), mostWrong, new ArrayList<>());
    }

    /** Takes ownership of all parts. */
    public Scorecard(Confusion confusion, AccuracySpread spread, int mostWrong, List<WrongExample> wrong) {
        this.confusion = confusion;
        this.spread = spread;
        this.mostWrong = mostWrong;
        this.wrong = wrong;
    }

    public Confusion confusion() {
        return confusion;
    }

    public AccuracySpread spread() {
        return spread;
    }

    public int mostWrong() {
        return mostWrong;
    }

    /** The wrong examples of lowest position, in that order. */
    public List<WrongExample> wrong() {
        return wrong;
    }

    void addWrong(WrongExample example) {
        wrong.add(example);
        keepFirst();
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
        if (wrong.size() > mostWrong) {
            wrong.subList(mostWrong, wrong.size()).clear();
        }
    }
}
