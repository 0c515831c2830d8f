package dev.kindling.continual;

import static dev.kindling.fault.UserMistake.requireRange;

import dev.kindling.fault.UserMistake;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.io.Serializable;

/** What sets one domain apart from another; domain 0 is always the data as it is. */
public sealed interface Domain extends Serializable {

    /** What domain {@code task} does to images of a shape: a pure function of its arguments. */
    DomainTransform transform(int task, Shape shape, long seed);

    /**
     * In each domain the pixels change places in another order, the same for all examples (Goodfellow, Mirza, Xiao, Courville,
     * Bengio: An empirical investigation of catastrophic forgetting, 2013). Any shape; exact.
     */
    record PermutedPixels() implements Domain {

        @Override
        public DomainTransform transform(int task, Shape shape, long seed) {
            return task == 0
                    ? DomainTransform.none(shape)
                    : DomainTransform.moving(
                            shape, RandomStream.of(seed, "domain-pixels", task).permutation(shape.size()));
        }
    }

    /**
     * Images turned counter-clockwise about their centre, further in each domain (Lopez-Paz, Ranzato 2017). Between pixels the
     * values are interpolated in two directions, outside the image they are 0; quarter turns of square images are exact.
     *
     * @param degrees from one domain to the next, above 0 and below 360
     */
    record RotatedImages(double degrees) implements Domain {

        public RotatedImages {
            requireRange(degrees > 0 && degrees < 360, "degrees", "in (0, 360)", degrees);
        }

        @Override
        public DomainTransform transform(int task, Shape shape, long seed) {
            if (shape.height() == 1 || shape.width() == 1) {
                throw UserMistake.of(
                        "shape of an example", "an image", shape, "the domain rotated-images", "give data of images");
            }
            return DomainTransform.turning(shape, task * degrees);
        }
    }

    /** The data's own groups (writers, stations) are dealt to domains whole; images stay as they are. */
    record Groups() implements Domain {

        @Override
        public DomainTransform transform(int task, Shape shape, long seed) {
            return DomainTransform.none(shape);
        }
    }
}
