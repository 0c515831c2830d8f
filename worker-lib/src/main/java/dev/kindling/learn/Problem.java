package dev.kindling.learn;

import dev.kindling.tensor.Shape;
import java.io.Serializable;

/** What is to be learned: the shape of an input and the number of classes. */
public record Problem(Shape input, int classes) implements Serializable {

    public Problem {
        if (classes < 2) {
            throw new IllegalArgumentException("classes must be >= 2 but was " + classes);
        }
    }
}
