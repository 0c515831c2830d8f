package dev.kindling.data.augment;

import dev.kindling.fault.UserMistake;
import dev.kindling.tensor.Shape;
import java.io.Serializable;

/** What becomes of the examples of a minibatch before a step: the settings. Never of those that are evaluated. */
public sealed interface Augmentation extends Serializable {

    /** Refuses inputs that cannot be augmented so. */
    void requireFits(Shape input);

    /** For examples of that shape, with buffers of its own. */
    Augmenter open(Shape input);

    /** Nothing: examples are trained on as they are, and no random number is drawn. */
    record None() implements Augmentation {

        @Override
        public void requireFits(Shape input) {}

        @Override
        public Augmenter open(Shape input) {
            return (batch, random) -> {};
        }
    }

    /**
     * Each image is moved, then perhaps mirrored, then a part of it enlarged, all drawn independently and alike for all its channels.
     *
     * @param shift most whole pixels up, down, left and right, each number equally likely, zeros coming in: a crop of as large an image padded by so
     *     many pixels
     * @param flip whether left and right change places in half of the cases
     * @param crop least part of height and width that is kept, in (0, 1]: a window of a part uniform in [crop, 1] of both, anywhere in the image, is
     *     enlarged to the whole by bilinear interpolation; 1 for none
     */
    record Images(int shift, boolean flip, double crop) implements Augmentation {

        public Images {
            UserMistake.requireRange(shift >= 0 && shift <= 1000, "shift", "in [0, 1000]", shift);
            UserMistake.requireRange(crop > 0 && crop <= 1, "crop", "in (0, 1]", crop);
        }

        /** Up to two pixels in each direction, nothing mirrored or enlarged. */
        public static Images defaults() {
            return new Images(2, false, 1);
        }

        @Override
        public void requireFits(Shape input) {
            if (input.height() == 1 || input.width() == 1) {
                throw UserMistake.of(
                        "examples for augment = images",
                        "height and width of more than 1",
                        input.height() + "x" + input.width(),
                        "the training data",
                        "take data of images, or augment = none");
            }
        }

        @Override
        public Augmenter open(Shape input) {
            return new ImageAugmenter(this, input);
        }
    }
}
