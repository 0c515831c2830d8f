package dev.kindling.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.data.Examples;
import dev.kindling.data.FloatFeatures;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ShortlistTest {

    @Property(tries = 200)
    void partsMergeToTheListOfTheWholeInAnyOrder(
            @ForAll @Size(max = 30) List<@IntRange(max = 5) Integer> orders, @ForAll @IntRange(max = 30) int cut) {
        Shortlist whole = new Shortlist(2, 4);
        Shortlist first = new Shortlist(2, 4);
        Shortlist second = new Shortlist(2, 4);
        for (int i = 0; i < orders.size(); i++) {
            whole.add(i % 2, example(orders.get(i), i));
            (i < cut ? first : second).add(i % 2, example(orders.get(i), i));
        }
        Shortlist forward = merged(first, second);
        for (int question = 0; question < 2; question++) {
            assertThat(positions(forward, question)).isEqualTo(positions(whole, question));
            assertThat(positions(merged(second, first), question)).isEqualTo(positions(whole, question));
        }
    }

    @Test
    void lowestOrderComesFirstAndOfEqualsTheLowestPosition() {
        Shortlist list = new Shortlist(1, 3);
        list.add(0, example(2, 7));
        list.add(0, example(1, 9));
        list.add(0, example(2, 5));
        assertThat(list.wants(0, 2, 6)).isTrue();
        assertThat(list.wants(0, 2, 8)).isFalse();
        list.add(0, example(2, 6));
        assertThat(positions(list, 0)).containsExactly(9L, 5L, 6L);
    }

    @Test
    void anOrderThatIsNoNumberIsRefused() {
        assertThatThrownBy(() -> example(Double.NaN, 1)).hasMessageContaining("NaN");
    }

    private static Shortlist merged(Shortlist a, Shortlist b) {
        Shortlist merged = new Shortlist(2, 4);
        merged.add(a);
        merged.add(b);
        return merged;
    }

    private static List<Long> positions(Shortlist list, int question) {
        return list.of(question).stream().map(ShortlistedExample::position).toList();
    }

    private static ShortlistedExample example(double order, long position) {
        Examples one = new Examples(new FloatFeatures(1, 1, new float[] {position}), new int[] {0});
        return new ShortlistedExample(order, position, one, one, 0);
    }
}
