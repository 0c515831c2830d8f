package dev.kindling.data.formats;

import dev.kindling.data.DataSet;
import dev.kindling.data.ExampleStream;
import dev.kindling.data.Split;
import dev.kindling.data.Storage;
import dev.kindling.fault.UserMistake;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A folder with the four files MNIST and its kin are published as: {@code train-images-idx3-ubyte},
 * {@code train-labels-idx1-ubyte}, {@code t10k-images-idx3-ubyte}, {@code t10k-labels-idx1-ubyte}, each plain or with
 * ".gz" behind it (LeCun, Bottou, Bengio, Haffner 1998). The classes are named by their numbers. Shapes and errors are those
 * of {@link IdxFiles}, which takes files of other names.
 *
 * @param path the folder
 * @param classes number of classes; labels are 0 to classes - 1
 */
public record Idx(String path, int classes) implements DataSet {

    private static final int MOST_CLASSES = 1_000_000;

    public Idx {
        Settings.requireText("path", path);
        UserMistake.requireRange(
                classes >= 2 && classes <= MOST_CLASSES, "classes", "in [2, " + MOST_CLASSES + "]", classes);
    }

    /** The same data set with each file named. */
    public IdxFiles files() {
        List<String> names =
                IntStream.range(0, classes).mapToObj(Integer::toString).toList();
        return new IdxFiles(
                Settings.inFolder(path, "train-images-idx3-ubyte"),
                Settings.inFolder(path, "train-labels-idx1-ubyte"),
                Settings.inFolder(path, "t10k-images-idx3-ubyte"),
                Settings.inFolder(path, "t10k-labels-idx1-ubyte"),
                names);
    }

    @Override
    public ExampleStream open(Split split, Storage storage) throws IOException {
        return files().open(split, storage);
    }
}
