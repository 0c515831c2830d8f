package dev.kindling.learn.contrastive;

import dev.kindling.network.Network;
import dev.kindling.nn.Layout;
import java.util.stream.IntStream;

/** Where encoder, projection and prototypes {@code [classes, features]} lie in a model. */
record PlacedPrototypes(Network encoder, Network projection, int prototypes, int classes, Layout layout) {

    int features() {
        return encoder.output().size();
    }

    int prototypeValues() {
        return classes * features();
    }

    /** Classes that have a prototype: one of zeros is none. */
    int[] known(float[] parameters) {
        return IntStream.range(0, classes)
                .filter(c -> hasPrototype(parameters, c))
                .toArray();
    }

    boolean hasPrototype(float[] parameters, int c) {
        int from = prototypes + c * features();
        for (int i = from; i < from + features(); i++) {
            if (parameters[i] != 0) {
                return true;
            }
        }
        return false;
    }
}
