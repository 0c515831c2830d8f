package dev.kindling.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.data.Batch;
import dev.kindling.data.HandMade;
import dev.kindling.fault.UserMistake;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageAugmenterTest {

    private static final Shape SQUARE = new Shape(1, 2, 2);

    /** What becomes of 1 2 / 3 4 by rows in a hundred draws. */
    private static List<List<Float>> seen(Augmentation augmentation) {
        Augmenter augmenter = augmentation.open(SQUARE);
        RandomStream random = RandomStream.of(1, "augmentation");
        List<List<Float>> seen = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Batch batch = HandMade.batch(HandMade.examples(new float[][] {{9, 9, 9, 9}, {1, 2, 3, 4}}, 0, 1));
            augmenter.augment(batch, random);
            float[] v = batch.inputs();
            seen.add(List.of(v[4], v[5], v[6], v[7]));
            assertThat(batch.label(1)).isEqualTo(1);
        }
        return seen;
    }

    @Test
    void imagesAreMovedByWholePixelsAndZerosComeIn() {
        List<List<Float>> seen = seen(new Augmentation.Images(1, false, 1));
        assertThat(seen)
                .contains(List.of(3f, 4f, 0f, 0f), List.of(0f, 0f, 1f, 2f), List.of(2f, 0f, 4f, 0f))
                .contains(List.of(0f, 1f, 0f, 3f), List.of(0f, 0f, 0f, 1f), List.of(1f, 2f, 3f, 4f));
        assertThat(new HashSet<>(seen)).hasSize(9);
    }

    @Test
    void leftAndRightChangePlacesInHalfOfTheCases() {
        List<List<Float>> seen = seen(new Augmentation.Images(0, true, 1));
        assertThat(new HashSet<>(seen)).containsOnly(List.of(1f, 2f, 3f, 4f), List.of(2f, 1f, 4f, 3f));
        assertThat(seen.stream().filter(values -> values.get(0) == 2f).count()).isBetween(25L, 75L);
    }

    @Test
    void aPartIsEnlargedAsWorkedByHand() {
        // Values 16 y + 4 x: what lies between the middles of pixels is in proportion.
        float[] image = new float[16];
        for (int i = 0; i < 16; i++) {
            image[i] = 16 * (i / 4) + 4 * (i % 4);
        }
        ImageAugmenter augmenter = new ImageAugmenter(new Augmentation.Images(0, false, 0.5), new Shape(1, 4, 4));
        Batch batch = HandMade.batch(HandMade.examples(new float[][] {image}, 0));
        augmenter.augment(batch, RandomStream.of(1, "first"));
        augmenter.enlarge(0.5, 1, 0);
        // The middles of new pixels lie at y 0.75, 1.25, 1.75, 2.25 and at x -0.25, 0.25, 0.75, 1.25, where -0.25 is as
        // 0.
        assertThat(augmenter.enlarged())
                .containsExactly(12, 13, 15, 17, 20, 21, 23, 25, 28, 29, 31, 33, 36, 37, 39, 41);
        augmenter.enlarge(1, 0, 0);
        assertThat(augmenter.enlarged()).containsExactly(image);
    }

    @Test
    void channelsOfAnImageAreEnlargedAlikeAndNothingLeavesItsRange() {
        Shape coloured = new Shape(2, 5, 4);
        float[] values = new float[40];
        for (int i = 0; i < 20; i++) {
            values[i] = i * i % 7;
            values[20 + i] = 2 * values[i];
        }
        Augmenter augmenter = new Augmentation.Images(1, true, 0.4).open(coloured);
        RandomStream random = RandomStream.of(3, "augmentation");
        for (int draw = 0; draw < 50; draw++) {
            Batch batch = HandMade.batch(HandMade.examples(new float[][] {values}, 0));
            augmenter.augment(batch, random);
            for (int i = 0; i < 20; i++) {
                assertThat(batch.inputs()[i]).isBetween(0f, 6f);
                assertThat(batch.inputs()[20 + i]).isCloseTo(2 * batch.inputs()[i], within(1e-5f));
            }
        }
    }

    @Test
    void anAugmentationIsAFunctionOfTheStream() {
        Augmentation images = new Augmentation.Images(1, true, 0.5);
        assertThat(seen(images)).isEqualTo(seen(images));
        assertThat(new HashSet<>(seen(images)).size()).isGreaterThan(90);
    }

    @Test
    void noneDrawsNothingAndChangesNothing() {
        RandomStream random = RandomStream.of(1, "augmentation");
        Batch batch = HandMade.batch(HandMade.examples(new float[][] {{1, 2, 3, 4}}, 0));
        new Augmentation.None().open(SQUARE).augment(batch, random);
        assertThat(Arrays.copyOf(batch.inputs(), 4)).containsExactly(1, 2, 3, 4);
        assertThat(random.nextLong())
                .isEqualTo(RandomStream.of(1, "augmentation").nextLong());
    }

    @Test
    void settingsAndInputsThatDoNotFitAreRefusedInOneLine() {
        assertThatThrownBy(() -> new Augmentation.Images(-1, false, 1))
                .isInstanceOf(UserMistake.class)
                .hasMessage("shift must be in [0, 1000] but was -1");
        assertThatThrownBy(() -> new Augmentation.Images(0, false, 0))
                .isInstanceOf(UserMistake.class)
                .hasMessage("crop must be in (0, 1] but was 0.0");
        assertThatThrownBy(() -> Augmentation.Images.defaults().requireFits(Shape.flat(4)))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("examples for augment = images: expected height and width of more than 1");
        assertThatCode(() -> Augmentation.Images.defaults().requireFits(SQUARE)).doesNotThrowAnyException();
        assertThatCode(() -> new Augmentation.None().requireFits(Shape.flat(4))).doesNotThrowAnyException();
    }
}
