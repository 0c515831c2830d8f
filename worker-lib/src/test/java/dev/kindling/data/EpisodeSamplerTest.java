package dev.kindling.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.fault.UserMistake;
import dev.kindling.random.RandomStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EpisodeSamplerTest {

    /** Class 3 four times, 7 three times, 8 three times, 9 once. */
    private static final int[] LABELS = {3, 7, 8, 3, 7, 8, 3, 7, 8, 3, 9};

    @Test
    void anEpisodeHasDistinctClassesAndDistinctExamplesOfEach() {
        EpisodeSampler sampler = new EpisodeSampler("client 1", LABELS, 2, 3);
        Set<Integer> seen = new HashSet<>();
        for (int episode = 0; episode < 200; episode++) {
            int[] rows = sampler.draw(RandomStream.of(1, "test", episode));
            assertThat(rows).hasSize(6).doesNotHaveDuplicates().doesNotContain(10);
            assertThat(LABELS[rows[0]]).isEqualTo(LABELS[rows[1]]).isEqualTo(LABELS[rows[2]]);
            assertThat(LABELS[rows[3]]).isEqualTo(LABELS[rows[4]]).isNotEqualTo(LABELS[rows[0]]);
            Arrays.stream(rows).forEach(seen::add);
        }
        assertThat(seen).hasSize(10);
    }

    @Test
    void anEpisodeIsAFunctionOfItsStreamAlone() {
        EpisodeSampler sampler = new EpisodeSampler("client 1", LABELS, 3, 2);
        int[] first = sampler.draw(RandomStream.of(1, "test", 5)).clone();
        for (int episode = 0; episode < 20; episode++) {
            sampler.draw(RandomStream.of(2, "test", episode));
        }
        assertThat(sampler.draw(RandomStream.of(1, "test", 5))).isEqualTo(first);
    }

    @Test
    void moreWaysThanClassesAreRefusedInOneLine() {
        assertThatThrownBy(() -> new EpisodeSampler("client 1", LABELS, 4, 3))
                .isInstanceOf(UserMistake.class)
                .hasMessage(
                        "episodes: client 1 has 3 classes of at least 3 examples, but an episode wants 4 ways; lower ways"
                                + " or the examples of a class, take fewer clients, or deal whole classes with partitioner ="
                                + " classes");
    }
}
