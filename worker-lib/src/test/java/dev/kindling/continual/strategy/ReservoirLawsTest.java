package dev.kindling.continual.strategy;

import dev.kindling.merge.Merge;
import dev.kindling.merge.MergeLaws;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** States overlap: what two parts both hold counts once. */
class ReservoirLawsTest {

    @Nested
    class OfTheHighestKeys extends Laws {
        @Override
        Reservoir reservoir() {
            return new Reservoir.Uniform(6);
        }
    }

    @Nested
    class OfTheHighestKeysOfEachClass extends Laws {
        @Override
        Reservoir reservoir() {
            return new Reservoir.Balanced(2);
        }
    }

    abstract static class Laws extends MergeLaws<Memory> {

        abstract Reservoir reservoir();

        @Override
        protected Merge<Memory> merge() {
            return reservoir();
        }

        @Override
        protected Memory state(int number) {
            return reservoir().keep(Lessons.memory(5L * number, 12));
        }

        @Override
        protected Object bits(Memory state) {
            return List.of(words(state.keys()), words(state.ids()), state.size() == 0 ? "" : state.examples());
        }
    }
}
