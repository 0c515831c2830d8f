package dev.kindling.encode;

import dev.kindling.tensor.Shape;
import java.io.Serializable;

/** A frozen feature extractor: immutable, broadcast to every executor and shared by its tasks. */
public interface Encoder extends Serializable {

    /** Values in the embedding of an input of this shape. */
    int dimension(Shape input);

    /** What embeds batches of at most {@code capacity} inputs. */
    Embedder open(Shape input, int capacity);
}
