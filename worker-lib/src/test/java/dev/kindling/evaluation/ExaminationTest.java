package dev.kindling.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.data.Client;
import dev.kindling.data.Examples;
import dev.kindling.data.FloatFeatures;
import dev.kindling.learn.Problem;
import dev.kindling.learn.backprop.Backprop;
import dev.kindling.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExaminationTest {

    private static final Problem PROBLEM = new Problem(Shape.flat(2), 2);
    /** Scores are the inputs themselves: the larger of two features is the class. */
    private static final float[] IDENTITY = {1, 0, 0, 1, 0, 0};

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 100})
    void theBatchSizeDoesNotMatter(int capacity) {
        Examination examination = new Examination(new Backprop(List.of()), PROBLEM, IDENTITY, capacity);
        Scorecard card = new Scorecard(2, 2);
        examination.examine(holder(0, new int[] {0, 1, 1, 0, 0}), 100, card);
        examination.examine(holder(1, new int[] {1, 0, 0, 0, 1}), 0, card);
        // Predicted are 0, 1, 0, 1, 0.
        assertThat(card.confusion().counts()).containsExactly(3, 3, 3, 1);
        assertThat(card.spread().clients()).isEqualTo(2);
        assertThat(card.spread().lowest()).isEqualTo(0.2);
        assertThat(card.spread().highest()).isEqualTo(0.6);
        assertThat(card.wrong()).extracting(WrongExample::position).containsExactly(0L, 1L);
        assertThat(card.wrong().get(1).predicted()).isEqualTo(1);
        assertThat(card.wrong().get(1).example().label(0)).isZero();
    }

    @Test
    void theFirstOfEqualScoresWinsAndNaNNever() {
        assertThat(Examination.argmax(new float[] {9, 1, 2, 2}, 1, 3)).isEqualTo(1);
        assertThat(Examination.argmax(new float[] {Float.NaN, -3, Float.NaN, -2}, 0, 4))
                .isEqualTo(3);
        assertThat(Examination.argmax(new float[] {1, Float.NaN}, 0, 2)).isZero();
    }

    private static Client holder(int id, int[] labels) {
        float[] rows = {1, 0, 0, 1, 1, 0, 0, 1, 1, 0};
        return new Client(id, new Examples(new FloatFeatures(labels.length, 2, rows), labels));
    }
}
