package dev.kindling.evaluation;

import dev.kindling.data.Examples;
import dev.kindling.data.FloatFeatures;
import dev.kindling.merge.Merge;
import dev.kindling.merge.MergeLaws;
import java.util.List;

class ScorecardLawsTest extends MergeLaws<Scorecard> {

    private static final int WRONG_LIMIT = 3;

    @Override
    protected Merge<Scorecard> merge() {
        return of(() -> new Scorecard(3, WRONG_LIMIT), Scorecard::add);
    }

    /** Positions of different states interleave and differ, as positions of different examples do. */
    @Override
    protected Scorecard state(int number) {
        Scorecard card = new Scorecard(3, WRONG_LIMIT);
        for (int i = number; i >= 0; i--) {
            card.confusion().record(i % 3, (i + 1) % 3);
            long position = (long) i * STATES + number;
            Examples one = new Examples(new FloatFeatures(1, 1, new float[] {position}), new int[] {i % 3});
            card.addWrong(new WrongExample(position, one, (i + 1) % 3));
        }
        card.spread().record(number, 2L * number + 1);
        return card;
    }

    @Override
    protected Object bits(Scorecard state) {
        return List.of(
                words(state.confusion().counts()),
                words(state.spread().counts()),
                state.spread().lowest(),
                state.spread().highest(),
                state.wrong().stream()
                        .map(wrong -> List.of(wrong.position(), wrong.predicted(), wrong.example()))
                        .toList());
    }
}
