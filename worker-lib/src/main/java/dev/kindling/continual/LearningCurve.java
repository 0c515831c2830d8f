package dev.kindling.continual;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Accuracy against the number of classes seen so far: counts (correct, total) at each number of classes, as in the figures
 * of class-incremental learning (Rebuffi et al. 2017; Javed, White 2019). Exact; adds and subtracts.
 */
public final class LearningCurve {

    /**
     * The counts at one number of classes.
     *
     * @param correct right answers
     * @param total test examples
     */
    public record Point(long correct, long total) {

        /** In [0, 1], NaN of nothing. */
        public double accuracy() {
            return total == 0 ? Double.NaN : (double) correct / total;
        }
    }

    private final SortedMap<Integer, Point> points = new TreeMap<>();

    /** Counts test examples of the classes seen, when {@code classes} of them had been seen. */
    public void record(int classes, long right, long examples) {
        if (classes < 1 || right < 0 || right > examples) {
            throw new IllegalArgumentException("a curve's point needs >= 1 class and right in [0, examples] but had "
                    + classes + " classes, " + right + " of " + examples);
        }
        change(classes, right, examples);
    }

    /** Adds another; it stays as it is. */
    public void add(LearningCurve other) {
        other.points.forEach((classes, point) -> change(classes, point.correct(), point.total()));
    }

    /** Takes out what was added; {@code other} stays as it is. A point without examples vanishes. */
    public void subtract(LearningCurve other) {
        other.points.forEach((classes, point) -> change(classes, -point.correct(), -point.total()));
    }

    private void change(int classes, long right, long examples) {
        Point old = points.getOrDefault(classes, new Point(0, 0));
        Point changed = new Point(old.correct() + right, old.total() + examples);
        if (changed.total() == 0 && changed.correct() == 0) {
            points.remove(classes);
        } else {
            points.put(classes, changed);
        }
    }

    /** The points by number of classes, ascending. */
    public SortedMap<Integer, Point> points() {
        return Collections.unmodifiableSortedMap(points);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LearningCurve that && points.equals(that.points);
    }

    @Override
    public int hashCode() {
        return points.hashCode();
    }
}
