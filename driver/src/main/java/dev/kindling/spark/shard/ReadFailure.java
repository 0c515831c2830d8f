package dev.kindling.spark.shard;

import dev.kindling.data.DataSet;
import dev.kindling.data.ExampleStream;
import dev.kindling.data.Split;
import dev.kindling.data.Storage;
import dev.kindling.fault.UserMistake;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/** What an exception while reading a split means for the user. */
final class ReadFailure {

    private static final String WHERE_LOOKED =
            "; relative paths start from KINDLING_DATA, a folder that driver and executors must share";

    private ReadFailure() {}

    /** Opens a split. Where a file of it is missing, the error says which folder was looked in. */
    static ExampleStream open(DataSet data, Split split, Storage storage) throws IOException {
        try {
            return data.open(split, storage);
        } catch (UserMistake mistake) {
            if (mistake.getCause() instanceof FileNotFoundException) {
                throw new UserMistake(mistake.getMessage() + WHERE_LOOKED, mistake);
            }
            throw mistake;
        }
    }

    static RuntimeException of(IOException failed, Split split) {
        String what = "the " + split.name().toLowerCase(Locale.ROOT) + " split";
        if (failed instanceof FileNotFoundException missing) {
            return new UserMistake(what + ": no such file: " + missing.getMessage() + WHERE_LOOKED, failed);
        }
        return new UncheckedIOException("cannot read " + what + ": " + failed.getMessage(), failed);
    }
}
