package dev.kindling.data.glyphs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.data.Chunk;
import dev.kindling.data.Examples;
import dev.kindling.data.PixelFeatures;
import dev.kindling.data.Split;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether the pictures are what a classifier should find hard, and easy, for the right reasons. */
class HandwritingTest {

    private static final int DARK = 128;

    @Test
    void aThousandCharactersDifferFromAfar() {
        Alphabet alphabet = Alphabet.draw(3, 1000);
        CoarsePicture[] pictures = new CoarsePicture[1000];
        for (int label = 0; label < pictures.length; label++) {
            pictures[label] = CoarsePicture.of(alphabet.glyph(label));
            assertThat(pictures[label].wellFormed()).as("class %s", label).isTrue();
        }
        double nearest = Double.MAX_VALUE;
        for (int a = 0; a < pictures.length; a++) {
            for (int b = 0; b < a; b++) {
                nearest = Math.min(nearest, pictures[a].squaredDistance(pictures[b], Double.MAX_VALUE));
            }
        }
        // One whole cell of ink, or its like spread over several.
        assertThat(nearest).isGreaterThanOrEqualTo(1);
    }

    @Test
    void aSmallAlphabetIsTheBeginningOfALargeOne() {
        Alphabet small = Alphabet.draw(3, 5);
        Alphabet large = Alphabet.draw(3, 50);
        for (int label = 0; label < 5; label++) {
            assertThat(small.glyph(label).x(1)).isEqualTo(large.glyph(label).x(1));
            assertThat(small.glyph(label).length()).isEqualTo(large.glyph(label).length());
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, 3})
    void inkIsSparseAndStaysOffTheEdges(double difficulty) {
        Examples examples = split(new Glyphs(50, 10, 50, 1, 4, difficulty), Split.TRAIN);
        byte[] pixels = ((PixelFeatures) examples.features()).bytes();
        for (int example = 0; example < examples.size(); example++) {
            int dark = 0;
            int onEdge = 0;
            for (int pixel = 0; pixel < Canvas.PIXELS; pixel++) {
                if ((pixels[example * Canvas.PIXELS + pixel] & 0xFF) >= DARK) {
                    dark++;
                    onEdge += isEdge(pixel) ? 1 : 0;
                }
            }
            assertThat(onEdge).as("dark edge pixels of example %s", example).isZero();
            assertThat(dark / (double) Canvas.PIXELS)
                    .as("dark part of example %s", example)
                    .isBetween(0.02, 0.4);
        }
    }

    private static boolean isEdge(int pixel) {
        int row = pixel / Canvas.SIDE;
        int column = pixel % Canvas.SIDE;
        return Math.min(row, column) == 0 || Math.max(row, column) == Canvas.SIDE - 1;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 5, 6})
    void theNearestClassMeanIsOftenRightAndOftenWrong(long seed) {
        Glyphs glyphs = new Glyphs(10, 50, 100, 20, seed, 1);
        float[][] means = means(split(glyphs, Split.TRAIN), 10);
        assertThat(accuracy(split(glyphs, Split.TEST), 1000, means, new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}))
                .isBetween(0.75, 0.9);
    }

    @Test
    void theNearestNeighbourIsMostlyRight() {
        Glyphs glyphs = new Glyphs(10, 50, 100, 20, 1, 1);
        Examples train = split(glyphs, Split.TRAIN);
        assertThat(accuracy(split(glyphs, Split.TEST), 300, rows(train), train.labels()))
                .isBetween(0.92, 0.99);
    }

    private static Examples split(Glyphs glyphs, Split split) {
        Chunk chunk = GlyphsTest.all(glyphs, split);
        return chunk.examples();
    }

    private static float[][] rows(Examples examples) {
        float[][] rows = new float[examples.size()][Canvas.PIXELS];
        for (int i = 0; i < rows.length; i++) {
            examples.features().copyRow(i, rows[i], 0);
        }
        return rows;
    }

    private static float[][] means(Examples examples, int classes) {
        float[][] means = new float[classes][Canvas.PIXELS];
        float[][] rows = rows(examples);
        float share = (float) classes / rows.length;
        for (int i = 0; i < rows.length; i++) {
            for (int pixel = 0; pixel < Canvas.PIXELS; pixel++) {
                means[examples.label(i)][pixel] += share * rows[i][pixel];
            }
        }
        return means;
    }

    /** How many of the first {@code count} examples have the label of the prototype nearest to them. */
    private static double accuracy(Examples test, int count, float[][] prototypes, int[] labels) {
        float[] row = new float[Canvas.PIXELS];
        int right = 0;
        for (int i = 0; i < count; i++) {
            test.features().copyRow(i, row, 0);
            right += labels[nearest(row, prototypes)] == test.label(i) ? 1 : 0;
        }
        return (double) right / count;
    }

    private static int nearest(float[] row, float[][] prototypes) {
        float least = Float.MAX_VALUE;
        int nearest = 0;
        for (int p = 0; p < prototypes.length; p++) {
            float away = 0;
            for (int pixel = 0; pixel < row.length && away < least; pixel++) {
                float difference = row[pixel] - prototypes[p][pixel];
                away += difference * difference;
            }
            if (away < least) {
                least = away;
                nearest = p;
            }
        }
        return nearest;
    }
}
