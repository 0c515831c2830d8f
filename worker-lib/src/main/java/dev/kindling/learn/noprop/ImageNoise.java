package dev.kindling.learn.noprop;

import dev.kindling.data.Batch;
import dev.kindling.random.RandomStream;

/** What prediction draws for an image: a function of the image's bits, wherever it comes. */
final class ImageNoise {

    private ImageNoise() {}

    static RandomStream of(Batch batch, int row) {
        long word = batch.width();
        for (int i = row * batch.width(); i < (row + 1) * batch.width(); i++) {
            word = RandomStream.mix(word ^ Float.floatToIntBits(batch.inputs()[i]));
        }
        return RandomStream.of(word, "denoise");
    }
}
