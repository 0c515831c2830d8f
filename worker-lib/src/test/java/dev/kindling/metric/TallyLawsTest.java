package dev.kindling.metric;

import dev.kindling.merge.ExactSum;
import dev.kindling.merge.ExactSumLaws;

class TallyLawsTest extends ExactSumLaws<Tally> {

    @Override
    protected ExactSum<Tally> merge() {
        return new ExactSum<>() {
            @Override
            public Tally zero() {
                return new Tally();
            }

            @Override
            public Tally merge(Tally into, Tally from) {
                into.add(from);
                return into;
            }

            @Override
            public Tally subtract(Tally from, Tally part) {
                from.subtract(part);
                return from;
            }
        };
    }

    @Override
    protected Tally state(int number) {
        Tally tally = new Tally();
        for (int client = 0; client <= number; client++) {
            tally.report(client + 1, 3L * client + 1, client, client / 3.0);
        }
        for (Absence why : Absence.values()) {
            for (int client = -1; client < number + why.word(); client++) {
                tally.miss(why);
            }
        }
        tally.spend(number + 17);
        return tally;
    }

    @Override
    protected Object bits(Tally state) {
        return words(state.words());
    }
}
