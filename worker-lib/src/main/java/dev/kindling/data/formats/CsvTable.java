package dev.kindling.data.formats;

import dev.kindling.data.Storage;
import dev.kindling.fault.UserMistake;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Rows of a CSV file under a checked header, one at a time; all have as many cells as the header. Empty lines are skipped. */
final class CsvTable implements Closeable {

    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).build();

    private final DataFile file;
    private final CsvText text;
    private final CSVParser parser;
    private final Iterator<CSVRecord> rows;
    private final List<String> header;
    private final Map<String, Integer> columns = new HashMap<>();
    private long line;

    private CsvTable(DataFile file) throws IOException {
        this.file = file;
        this.text = CsvText.of(file);
        this.parser = CSVParser.parse(text, FORMAT);
        this.rows = parser.iterator();
        this.header = readHeader();
    }

    static CsvTable open(String path, Storage storage) throws IOException {
        DataFile file = DataFile.open(path, storage);
        try {
            return new CsvTable(file);
        } catch (IOException | RuntimeException failure) {
            file.close();
            throw failure;
        }
    }

    private List<String> readHeader() throws IOException {
        CSVRecord first = read();
        if (first == null) {
            throw UserMistake.of("empty file", "a header row", "0 rows", path(), DataFile.FETCH_AGAIN);
        }
        List<String> names = new ArrayList<>();
        for (String cell : first) {
            String name = cell.strip();
            Integer earlier = columns.putIfAbsent(name, names.size());
            names.add(name);
            if (earlier != null) {
                throw UserMistake.of(
                        "duplicate column",
                        "distinct names in the header",
                        CsvCells.quoted(name) + " in columns " + (earlier + 1) + " and " + names.size(),
                        place(),
                        "rename one of them");
            }
        }
        return names;
    }

    /** Column names in the file's order. */
    List<String> header() {
        return header;
    }

    /** The position of a column; {@code role} says what it is wanted for. */
    int column(String role, String name) {
        Integer column = columns.get(name);
        if (column == null) {
            throw UserMistake.of(
                    "missing " + role + " column",
                    CsvCells.quoted(name),
                    "no such column, the nearest are " + NearNames.of(name, header),
                    path() + ", line 1",
                    "name a column that the file has");
        }
        return column;
    }

    /** The next row, null behind the last. */
    @Nullable
    CSVRecord next() throws IOException {
        CSVRecord row = read();
        if (row != null && row.size() != header.size()) {
            throw UserMistake.of(
                    "wrong number of cells",
                    header.size() + " as in the header",
                    row.size(),
                    place(),
                    "repair the row; a comma inside a cell needs quotes around the cell");
        }
        return row;
    }

    private @Nullable CSVRecord read() throws IOException {
        try {
            CSVRecord row = rows.hasNext() ? rows.next() : null;
            line = parser.getCurrentLineNumber();
            text.rowEnds();
            return row;
        } catch (UncheckedIOException wrapped) {
            IOException failure = text.failure();
            if (failure != null) {
                throw failure;
            }
            throw new UserMistake(
                    "broken quotation: expected a quoted cell to end in a quote before a comma or the line's end, "
                            + "with quotes inside doubled, found otherwise, in " + path() + ", in the row behind line "
                            + line + "; repair the quotes",
                    wrapped);
        }
    }

    String path() {
        return file.path();
    }

    /** File and line of the row read last. */
    String place() {
        return path() + ", line " + line;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
