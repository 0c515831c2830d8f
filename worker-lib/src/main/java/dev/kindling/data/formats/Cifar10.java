package dev.kindling.data.formats;

import dev.kindling.data.DataSet;
import dev.kindling.data.ExampleStream;
import dev.kindling.data.Split;
import dev.kindling.data.Storage;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A folder with the whole of CIFAR-10 in its binary version: {@code data_batch_1.bin} to {@code data_batch_5.bin} and
 * {@code test_batch.bin}, each plain or with ".gz" behind it. Records, shape and errors are those of {@link Cifar10Files},
 * which takes subsets and other names; here every file must hold 10,000 records.
 *
 * @param path the folder
 */
public record Cifar10(String path) implements DataSet {

    private static final int TRAIN_FILES = 5;
    private static final int RECORDS_PER_FILE = 10_000;

    public Cifar10 {
        Settings.requireText("path", path);
    }

    @Override
    public ExampleStream open(Split split, Storage storage) throws IOException {
        List<String> names = split == Split.TRAIN
                ? IntStream.rangeClosed(1, TRAIN_FILES)
                        .mapToObj(batch -> "data_batch_" + batch + ".bin")
                        .toList()
                : List.of("test_batch.bin");
        List<String> paths =
                names.stream().map(name -> Settings.inFolder(path, name)).toList();
        return new CifarStream(paths, RECORDS_PER_FILE, storage);
    }
}
