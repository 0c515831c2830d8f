package dev.kindling.data.formats;

import dev.kindling.fault.UserMistake;

/** How large the columns of one chunk may get. */
final class ChunkLimit {

    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    private ChunkLimit() {}

    /** rows x width, if an array can hold that many values. */
    static int values(int rows, int width, String path) {
        long values = (long) rows * width;
        if (values > LARGEST_ARRAY) {
            throw UserMistake.of(
                    "chunk too large",
                    "at most " + LARGEST_ARRAY + " values",
                    rows + " examples of " + width + " values",
                    path,
                    "read fewer examples at a time, or check the file's header");
        }
        return (int) values;
    }

    /** Asked for nothing: the caller's own fault. */
    static void requireSome(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("a chunk must be allowed at least 1 example but was " + most);
        }
    }
}
