package dev.kindling.data;

import dev.kindling.tensor.Shape;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One pass over a split, in its stored order. Holds one chunk at a time. */
public interface ExampleStream extends Closeable {

    /** The shape of every example. */
    Shape shape();

    /** Names of the classes; label c is {@code classNames().get(c)}. */
    List<String> classNames();

    /**
     * The next examples, at most {@code most} of them and fewer only at the end; null after the last. At the end the whole
     * input has been checked: a file that is cut short or too long is a {@link dev.kindling.fault.UserMistake}.
     */
    @Nullable
    Chunk next(int most) throws IOException;
}
