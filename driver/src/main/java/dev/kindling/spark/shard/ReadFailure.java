package dev.kindling.spark.shard;

import dev.kindling.data.Split;
import dev.kindling.fault.UserMistake;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/** What an exception while reading a split means for the user. */
final class ReadFailure {

    private ReadFailure() {}

    static RuntimeException of(IOException failed, Split split) {
        String what = "the " + split.name().toLowerCase(Locale.ROOT) + " split";
        if (failed instanceof FileNotFoundException) {
            return new UserMistake(
                    what + ": no such file: " + failed.getMessage()
                            + "; check data.path, and KINDLING_DATA where the path is relative;"
                            + " driver and executors must all find the file there",
                    failed);
        }
        return new UncheckedIOException("cannot read " + what + ": " + failed.getMessage(), failed);
    }
}
