package dev.kindling.data.formats;

import dev.kindling.data.DataSet;
import dev.kindling.data.ExampleStream;
import dev.kindling.data.Split;
import dev.kindling.data.Storage;
import dev.kindling.fault.UserMistake;
import java.io.IOException;

/**
 * Two CSV files (RFC 4180, UTF-8, plain or gz) with a header row: a label column, perhaps a group column, and features in
 * all others, read as float32. Examples are flat, in the training file's column order; the test file has the same
 * columns in any order. Blanks around a cell do not count. Classes are the distinct labels of the training file, sorted: by
 * number if all are integers, else by text; groups are numbered in the same way, and groups only the test file knows follow
 * behind. Opening reads the training file once for these names.
 *
 * <p>Errors are {@link UserMistake}s that name the line on which the row ends: wrong number of cells, a cell that is no finite
 * number, a missing cell, a label the training file does not have, a broken quotation, bytes that are no UTF-8, a
 * missing or duplicate column, a file without rows.
 *
 * @param train file to learn from; where it does not exist, the same with ".gz" is tried (also for test)
 * @param test file to measure on
 * @param label name of the label column
 * @param group name of the column of natural groups; empty for none
 * @param missing what becomes of feature cells that are empty or NA
 */
public record Csv(String train, String test, String label, String group, MissingCells missing) implements DataSet {

    public Csv {
        Settings.requireText("train", train);
        Settings.requireText("test", test);
        Settings.requireText("label", label);
        UserMistake.requireRange(!group.equals(label), "group", "another column than label", group);
    }

    /** Missing cells are errors. */
    public Csv(String train, String test, String label, String group) {
        this(train, test, label, group, MissingCells.FAIL);
    }

    @Override
    public ExampleStream open(Split split, Storage storage) throws IOException {
        CsvSchema schema = CsvSchema.scan(this, storage);
        CsvTable table = CsvTable.open(split == Split.TRAIN ? train : test, storage);
        try {
            return new CsvStream(this, schema, table);
        } catch (RuntimeException failure) {
            table.close();
            throw failure;
        }
    }

    boolean hasGroups() {
        return !group.isEmpty();
    }
}
