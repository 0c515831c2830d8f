package dev.kindling.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What every merge promises, to the last bit. A subclass says which merge it is and gives a few states. */
public abstract class MergeLaws<S> {

    protected static final int STATES = 5;

    protected abstract Merge<S> merge();

    /** A new state; equal numbers give equal states, 0 .. {@value #STATES} - 1 different ones. */
    protected abstract S state(int number);

    /** A value that is equal for states that nothing can tell apart, and for no others. */
    protected abstract Object bits(S state);

    @Test
    void theStatesToMergeAreAllDifferent() {
        Set<Object> seen = new HashSet<>();
        for (int i = 0; i < STATES; i++) {
            seen.add(bits(state(i)));
        }
        assertThat(seen).hasSize(STATES);
    }

    @Test
    void zeroIsNeutralOnBothSides() {
        for (int i = 0; i < STATES; i++) {
            assertThat(bits(merge().merge(merge().zero(), state(i)))).isEqualTo(bits(state(i)));
            assertThat(bits(merge().merge(state(i), merge().zero()))).isEqualTo(bits(state(i)));
        }
    }

    @Test
    void theOrderOfTwoStatesDoesNotMatter() {
        for (int i = 0; i < STATES; i++) {
            for (int j = 0; j < STATES; j++) {
                assertThat(bits(merge().merge(state(i), state(j)))).isEqualTo(bits(merge().merge(state(j), state(i))));
            }
        }
    }

    @Test
    void theGroupingOfThreeStatesDoesNotMatter() {
        for (int i = 0; i < STATES; i++) {
            for (int j = 0; j < STATES; j++) {
                for (int k = 0; k < STATES; k++) {
                    S leftFirst = merge().merge(merge().merge(state(i), state(j)), state(k));
                    S rightFirst = merge().merge(state(i), merge().merge(state(j), state(k)));
                    assertThat(bits(leftFirst)).isEqualTo(bits(rightFirst));
                }
            }
        }
    }

    @Test
    void mergingLeavesTheSecondStateAsItWas() {
        S second = state(1);
        S merged = merge().merge(state(0), second);
        assertThat(bits(second)).isEqualTo(bits(state(1)));
        // Nor may the two share anything: what comes later must not reach the second.
        merge().merge(merged, state(2));
        assertThat(bits(second)).isEqualTo(bits(state(1)));
    }

    /** A merge of states that know how to add another. */
    public static <S> Merge<S> of(Supplier<S> zero, BiConsumer<S, S> add) {
        return new Merge<>() {
            @Override
            public S zero() {
                return zero.get();
            }

            @Override
            public S merge(S into, S from) {
                add.accept(into, from);
                return into;
            }
        };
    }

    /** Words as something that knows equality. */
    public static List<Long> words(long[] words) {
        return Arrays.stream(words).boxed().toList();
    }
}
