package dev.kindling.learn.closedform;

import dev.kindling.head.Moments;
import dev.kindling.metric.Reported;
import dev.kindling.metric.Tally;
import java.util.List;

/** The sums of a stage over some clients, and the tally of those clients. What travels in a round. */
public final class StageSums implements Reported {

    private final List<Moments> moments;
    private final Tally tally;

    /** Takes ownership. */
    public StageSums(List<Moments> moments, Tally tally) {
        this.moments = List.copyOf(moments);
        this.tally = tally;
    }

    /** One for each regression, not copies. */
    public List<Moments> moments() {
        return moments;
    }

    @Override
    public Tally tally() {
        return tally;
    }
}
