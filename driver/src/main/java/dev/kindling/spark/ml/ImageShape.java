package dev.kindling.spark.ml;

import dev.kindling.fault.UserMistake;
import dev.kindling.tensor.Shape;
import java.util.Arrays;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.Params;

/** What networks with convolutions need to know of a vector. */
final class ImageShape {

    private static final int DIMENSIONS = 3;

    private ImageShape() {}

    static IntArrayParam param(Params owner) {
        return new IntArrayParam(
                owner,
                "imageShape",
                "[channels, height, width] of a vector's values in this order; empty: a flat vector");
    }

    static Shape of(int[] image, int width) {
        if (image.length == 0) {
            return Shape.flat(width);
        }
        if (image.length != DIMENSIONS || Arrays.stream(image).anyMatch(size -> size < 1)) {
            throw UserMistake.of(
                    "imageShape",
                    "[channels, height, width]",
                    Arrays.toString(image),
                    "the estimator",
                    "give three sizes >= 1");
        }
        Shape shape = new Shape(image[0], image[1], image[2]);
        if (shape.size() != width) {
            throw UserMistake.of(
                    "imageShape",
                    "as many values as a vector has, " + width,
                    shape,
                    "the estimator",
                    "give the vectors' own shape");
        }
        return shape;
    }
}
