package dev.kindling.learn.closedform;

import dev.kindling.head.Moments;
import dev.kindling.head.MomentsFormat;
import dev.kindling.merge.ExactSum;
import dev.kindling.merge.SlicedMerge;
import dev.kindling.metric.Tally;
import dev.kindling.nn.Parameters;
import java.util.Iterator;
import java.util.List;

/** The exact sum of a stage's moments; finished, it is solved. A matrix is solved as a whole, so the state is one slice. */
final class StageMerge implements SlicedMerge<StageSums, SolvedStage>, ExactSum<StageSums> {

    private static final long serialVersionUID = 1;

    private final ClosedForm.StageOfRound place;
    /** What a task or the driver opens stays there: a merge that is opened travels nowhere. */
    private final transient Parameters global;

    private final List<MomentsFormat> formats;

    StageMerge(ClosedForm.StageOfRound place, Parameters global) {
        this.place = place;
        this.global = global;
        this.formats = place.open().formats();
    }

    @Override
    public StageSums zero() {
        return new StageSums(formats.stream().map(Moments::new).toList(), new Tally());
    }

    @Override
    public StageSums merge(StageSums into, StageSums from) {
        for (int i = 0; i < formats.size(); i++) {
            into.moments().get(i).add(from.moments().get(i));
        }
        into.tally().add(from.tally());
        return into;
    }

    @Override
    public StageSums subtract(StageSums from, StageSums part) {
        for (int i = 0; i < formats.size(); i++) {
            from.moments().get(i).subtract(part.moments().get(i));
        }
        from.tally().subtract(part.tally());
        return from;
    }

    @Override
    public int count() {
        return 1;
    }

    @Override
    public Iterator<StageSums> slices(StageSums state) {
        return List.of(state).iterator();
    }

    @Override
    public SolvedStage finish(StageSums sums) {
        if (sums.tally().clients() == 0) {
            return new SolvedStage(global, sums.tally());
        }
        float[] parameters = global.values().clone();
        double error = place.open().solve(sums.moments(), parameters);
        return new SolvedStage(
                new Parameters(global.layout(), parameters), sums.tally().withLoss(error));
    }

    @Override
    public SolvedStage join(List<SolvedStage> finished) {
        return finished.get(0);
    }
}
