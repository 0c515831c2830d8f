package dev.kindling.learn.forwardforward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import org.junit.jupiter.api.Test;

class NegativesTest {

    private static final int DRAWS = 20_000;
    /** Five standard deviations of a fraction of {@link #DRAWS} draws. */
    private static final double SPREAD = 5 * Math.sqrt(0.25 / DRAWS);

    private final RandomStream random = RandomStream.of(1, "negatives");

    @Test
    void aRandomNegativeIsNeverTheTrueLabelAndAnyOtherAsOften() {
        double[] share = new double[5];
        for (int i = 0; i < DRAWS; i++) {
            share[WrongLabels.uniform(2, 5, random)] += 1.0 / DRAWS;
        }
        assertThat(share).containsExactly(new double[] {0.25, 0.25, 0, 0.25, 0.25}, within(SPREAD));
        assertThat(share[2]).isZero();
    }

    @Test
    void aRandomShareReachesLabelsThatTheHeadRulesOut() {
        float[] probabilities = {0.1f, 0.9f, 0, 0};
        double[] share = new double[4];
        RandomStream random = RandomStream.of(5, "mixed");
        for (int i = 0; i < DRAWS; i++) {
            share[WrongLabels.mixed(0, probabilities, 0, 4, 0.3, random)] += 1.0 / DRAWS;
        }
        assertThat(share[0]).isZero();
        assertThat(share[1]).isCloseTo(0.8, within(0.02));
        assertThat(share[2]).isCloseTo(0.1, within(0.02));
        assertThat(share[3]).isCloseTo(0.1, within(0.02));
    }

    @Test
    void aHardNegativeFollowsTheHeadsProbabilitiesOfTheWrongLabels() {
        float[] probabilities = {9, 0.1f, 0.7f, 0.05f, 0.15f};
        double[] share = new double[4];
        for (int i = 0; i < DRAWS; i++) {
            share[WrongLabels.inProportion(1, probabilities, 1, 4, random)] += 1.0 / DRAWS;
        }
        assertThat(share).containsExactly(new double[] {1 / 3.0, 0, 1 / 6.0, 0.5}, within(SPREAD));
        assertThat(share[1]).isZero();
    }

    @Test
    void aHeadThatIsSureOfTheTruthLeavesAUniformDraw() {
        float[] probabilities = {0, 1, 0};
        double[] share = new double[3];
        for (int i = 0; i < DRAWS; i++) {
            share[WrongLabels.inProportion(1, probabilities, 0, 3, random)] += 1.0 / DRAWS;
        }
        assertThat(share).containsExactly(new double[] {0.5, 0, 0.5}, within(SPREAD));
    }

    @Test
    void hybridMasksCoverHalfTheImageInPatches() {
        HybridImages hybrids = new HybridImages(new Shape(1, 28, 28));
        double ones = 0;
        double changes = 0;
        int masks = 300;
        for (int i = 0; i < masks; i++) {
            float[] mask = hybrids.drawMask(random);
            for (int p = 0; p < mask.length; p++) {
                ones += mask[p] / (masks * 784.0);
                changes += p % 28 > 0 && mask[p] != mask[p - 1] ? 1 / (masks * 756.0) : 0;
            }
        }
        // A mask holds some thirty independent patches, so 300 masks a fraction to 0.5 / sqrt(9000), times five.
        assertThat(ones).isCloseTo(0.5, within(0.03));
        assertThat(changes).as("neighbours that differ").isBetween(0.05, 0.25);
    }

    @Test
    void aHybridTakesEachPixelFromOneOfTwoDifferentImages() {
        HybridImages hybrids = new HybridImages(new Shape(3, 8, 8));
        float[] images = new float[4 * 192];
        for (int i = 0; i < images.length; i++) {
            images[i] = Math.floorDiv(i, 192);
        }
        for (int draw = 0; draw < 50; draw++) {
            int row = draw % 4;
            float[] hybrid = hybrids.draw(row, images, 4, random);
            float foreign = row;
            for (int i = 0; i < 192; i++) {
                foreign = hybrid[i] == row ? foreign : hybrid[i];
            }
            for (int i = 0; i < 192; i++) {
                assertThat(hybrid[i]).isIn((float) row, foreign);
                assertThat(hybrid[i]).as("the same in every channel").isEqualTo(hybrid[i % 64]);
            }
        }
    }
}
