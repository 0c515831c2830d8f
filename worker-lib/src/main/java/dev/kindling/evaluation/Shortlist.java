package dev.kindling.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * For each of some questions the few examples of lowest order, of equal ones those of lowest position. What parts of a data set list
 * merges to what the whole lists, exactly and in any order, where no two examples have both alike.
 */
public final class Shortlist {

    private static final Comparator<ShortlistedExample> FIRST =
            Comparator.comparingDouble(ShortlistedExample::order).thenComparingLong(ShortlistedExample::position);

    private final int most;
    private final List<List<ShortlistedExample>> listed;

    /** Empty lists of at most {@code most} examples for questions 0 to {@code questions - 1}. */
    public Shortlist(int questions, int most) {
        if (questions < 0 || most < 1) {
            throw new IllegalArgumentException(
                    "shortlist: expected questions >= 0 and most >= 1, found " + questions + " and " + most);
        }
        this.most = most;
        this.listed = new ArrayList<>();
        for (int question = 0; question < questions; question++) {
            listed.add(new ArrayList<>());
        }
    }

    public int questions() {
        return listed.size();
    }

    /** The most examples that are kept for a question. */
    public int most() {
        return most;
    }

    /** What is listed for a question, lowest order first. */
    public List<ShortlistedExample> of(int question) {
        return listed.get(question);
    }

    /** Whether an example would be listed, so that others need not be made. */
    public boolean wants(int question, double order, long position) {
        List<ShortlistedExample> list = listed.get(question);
        if (list.size() < most) {
            return true;
        }
        ShortlistedExample last = list.get(most - 1);
        return order < last.order() || (order == last.order() && position < last.position());
    }

    public void add(int question, ShortlistedExample example) {
        List<ShortlistedExample> list = listed.get(question);
        list.add(example);
        list.sort(FIRST);
        if (list.size() > most) {
            list.remove(most);
        }
    }

    /** Adds another one of the same questions; it stays as it is. */
    public void add(Shortlist other) {
        if (other.questions() != questions() || other.most != most) {
            throw new IllegalArgumentException("shortlists of different questions or lengths do not merge");
        }
        for (int question = 0; question < questions(); question++) {
            for (ShortlistedExample example : other.of(question)) {
                add(question, example);
            }
        }
    }
}
