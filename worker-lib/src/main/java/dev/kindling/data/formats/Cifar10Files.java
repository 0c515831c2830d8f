package dev.kindling.data.formats;

import dev.kindling.data.DataSet;
import dev.kindling.data.ExampleStream;
import dev.kindling.data.Split;
import dev.kindling.data.Storage;
import java.io.IOException;
import java.util.List;

/**
 * Files in CIFAR-10's binary version by name, plain or gz, whole or subsets (Krizhevsky: Learning multiple layers of features
 * from tiny images, 2009): records of a label byte 0 to 9 and 3,072 pixel bytes, red then green then blue, row by row.
 * Examples have the shape 3 x 32 x 32 and pixels 0..255, read as byte / 255; no groups.
 *
 * <p>Errors are {@link dev.kindling.fault.UserMistake}s: a missing or empty file, a record cut short, a label above 9.
 *
 * @param train files to learn from, read in this order; where one does not exist, the same with ".gz" is tried
 * @param test files to measure on
 */
public record Cifar10Files(List<String> train, List<String> test) implements DataSet {

    public Cifar10Files {
        train = Settings.requirePaths("train", train);
        test = Settings.requirePaths("test", test);
    }

    @Override
    public ExampleStream open(Split split, Storage storage) throws IOException {
        return new CifarStream(split == Split.TRAIN ? train : test, 0, storage);
    }
}
