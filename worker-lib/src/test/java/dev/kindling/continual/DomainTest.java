package dev.kindling.continual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.data.FloatFeatures;
import dev.kindling.data.PixelFeatures;
import dev.kindling.fault.UserMistake;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DomainTest {

    private static final Shape IMAGE = new Shape(2, 5, 5);

    private static PixelFeatures images(Shape shape, int count) {
        RandomStream random = RandomStream.of(1, "images");
        byte[] bytes = new byte[count * shape.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) random.nextInt(256);
        }
        return new PixelFeatures(count, shape.size(), bytes);
    }

    @Test
    void domainZeroIsTheDataAsItIs() {
        PixelFeatures images = images(IMAGE, 3);
        for (Domain domain :
                new Domain[] {new Domain.PermutedPixels(), new Domain.RotatedImages(30), new Domain.Groups()}) {
            assertThat(domain.transform(0, IMAGE, 1).apply(images)).isEqualTo(images);
        }
        assertThat(new Domain.Groups().transform(4, IMAGE, 1).apply(images)).isEqualTo(images);
    }

    @Test
    void permutedPixelsAreTheSamePixelsInOneOrderForAllExamples() {
        PixelFeatures images = images(IMAGE, 2);
        Domain domain = new Domain.PermutedPixels();
        PixelFeatures permuted = (PixelFeatures) domain.transform(1, IMAGE, 1).apply(images);
        int[] order = RandomStream.of(1, "domain-pixels", 1).permutation(50);
        for (int example = 0; example < 2; example++) {
            for (int i = 0; i < 50; i++) {
                assertThat(permuted.bytes()[example * 50 + i]).isEqualTo(images.bytes()[example * 50 + order[i]]);
            }
        }
        assertThat(domain.transform(1, IMAGE, 1))
                .isEqualTo(domain.transform(1, IMAGE, 1))
                .isNotEqualTo(domain.transform(2, IMAGE, 1))
                .isNotEqualTo(domain.transform(1, IMAGE, 2));
    }

    @Test
    void aQuarterTurnIsExactAndFourOfThemAreNone() {
        PixelFeatures images = images(IMAGE, 2);
        DomainTransform quarter = new Domain.RotatedImages(90).transform(1, IMAGE, 1);
        PixelFeatures turned = (PixelFeatures) quarter.apply(images);
        for (int channel = 0; channel < 2; channel++) {
            for (int y = 0; y < 5; y++) {
                for (int x = 0; x < 5; x++) {
                    assertThat(turned.bytes()[channel * 25 + y * 5 + x])
                            .isEqualTo(images.bytes()[channel * 25 + x * 5 + 4 - y]);
                }
            }
        }
        assertThat(quarter.apply(quarter.apply(quarter.apply(turned)))).isEqualTo(images);
        assertThat(new Domain.RotatedImages(90).transform(4, IMAGE, 1).apply(images))
                .isEqualTo(images);
    }

    @Test
    void theInterpolatedTurnAgreesWithTheExactOneAtAQuarter() {
        // 89.999999 degrees are interpolated; what comes out rounds to the exact quarter turn.
        PixelFeatures images = images(IMAGE, 2);
        assertThat(new Domain.RotatedImages(89.999999).transform(1, IMAGE, 1).apply(images))
                .isEqualTo(new Domain.RotatedImages(90).transform(1, IMAGE, 1).apply(images));
    }

    @Test
    void turningByFortyFiveDegreesInterpolates() {
        // One white pixel in the middle of 3 x 3 stays there; at a corner it goes to the middle of an edge, root 2 from
        // the
        // centre where there is no pixel: the nearest place takes what its weights give.
        Shape shape = new Shape(1, 3, 3);
        byte[] centre = new byte[9];
        centre[4] = (byte) 200;
        PixelFeatures turned = (PixelFeatures)
                new Domain.RotatedImages(45).transform(1, shape, 1).apply(new PixelFeatures(1, 9, centre));
        assertThat(turned.bytes()[4]).isEqualTo((byte) 200);
        // The place (1, 0) right of the centre comes from (cos 45, sin 45): weight (1 - 0.7071)^2 = 0.0858 of the
        // centre.
        assertThat(turned.bytes()[5]).isEqualTo((byte) 17);
        // A corner comes from (0, root 2) or the like: none of the centre.
        assertThat(turned.bytes()[0]).isZero();
    }

    @Test
    void anEvenlyInkedImageStaysSoInTheMiddle() {
        byte[] ink = new byte[28 * 28];
        Arrays.fill(ink, (byte) 255);
        Shape shape = new Shape(1, 28, 28);
        PixelFeatures turned = (PixelFeatures)
                new Domain.RotatedImages(17).transform(3, shape, 1).apply(new PixelFeatures(1, 784, ink));
        for (int y = 6; y < 22; y++) {
            for (int x = 6; x < 22; x++) {
                assertThat(turned.bytes()[y * 28 + x]).isEqualTo((byte) 255);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {30, 90})
    void floatsAreTurnedAsBytesAre(double degrees) {
        PixelFeatures images = images(IMAGE, 2);
        float[] values = new float[images.bytes().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = images.bytes()[i] & 0xFF;
        }
        DomainTransform turn = new Domain.RotatedImages(degrees).transform(1, IMAGE, 1);
        byte[] bytes = ((PixelFeatures) turn.apply(images)).bytes();
        float[] floats = ((FloatFeatures) turn.apply(new FloatFeatures(2, 50, values))).values();
        for (int i = 0; i < bytes.length; i++) {
            assertThat(bytes[i] & 0xFF).isEqualTo((int) Math.rint(floats[i]));
        }
    }

    @Test
    void imagesOfAnotherSizeAreRefused() {
        DomainTransform turn = new Domain.RotatedImages(30).transform(1, IMAGE, 1);
        assertThatThrownBy(() -> turn.apply(images(new Shape(1, 5, 5), 1)))
                .isInstanceOf(UserMistake.class)
                .hasMessage(
                        "images of another size: expected 50 values as in the other split, found 25, in the scenario;"
                                + " give splits of the same kind of data");
        assertThatThrownBy(() -> new Domain.RotatedImages(30).transform(1, Shape.flat(9), 1))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("expected an image, found 9");
        assertThatThrownBy(() -> new Domain.RotatedImages(360)).isInstanceOf(UserMistake.class);
    }
}
