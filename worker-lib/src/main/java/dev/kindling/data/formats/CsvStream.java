package dev.kindling.data.formats;

import dev.kindling.data.Chunk;
import dev.kindling.data.ExampleStream;
import dev.kindling.data.Examples;
import dev.kindling.data.FloatFeatures;
import dev.kindling.fault.UserMistake;
import dev.kindling.tensor.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Rows of one split, their columns put in the schema's order. */
final class CsvStream implements ExampleStream {

    private static final int FIRST_ROOM = 64;

    private final Csv settings;
    private final CsvSchema schema;
    private final CsvTable table;
    private final CsvCells cells;
    private final int[] featureColumns;
    private final int labelColumn;
    private final int groupColumn;
    private final Map<String, Integer> labels;
    private final Map<String, Integer> groups;
    private int rowsRead;

    CsvStream(Csv settings, CsvSchema schema, CsvTable table) {
        this.settings = settings;
        this.schema = schema;
        this.table = table;
        this.cells = new CsvCells(table, settings.missing());
        this.labelColumn = table.column("label", settings.label());
        this.groupColumn = settings.hasGroups() ? table.column("group", settings.group()) : -1;
        this.featureColumns = schema.features().stream()
                .mapToInt(name -> table.column("feature", name))
                .toArray();
        this.labels = schema.labels();
        this.groups = schema.groups();
        requireNoOtherColumn();
    }

    private void requireNoOtherColumn() {
        List<String> others = new ArrayList<>(table.header());
        others.remove(settings.label());
        if (settings.hasGroups()) {
            others.remove(settings.group());
        }
        // Both lists are without duplicates and the table has every feature: equal sizes are equal sets.
        if (others.size() > featureColumns.length) {
            others.removeAll(new HashSet<>(schema.features()));
            throw UserMistake.of(
                    "unexpected column",
                    "the columns of " + settings.train(),
                    CsvCells.quoted(others.get(0)) + " as well",
                    table.path() + ", line 1",
                    "give both files the same columns");
        }
    }

    @Override
    public Shape shape() {
        return Shape.flat(featureColumns.length);
    }

    @Override
    public List<String> classNames() {
        return schema.classNames();
    }

    @Override
    public @Nullable Chunk next(int most) throws IOException {
        ChunkLimit.requireSome(most);
        int width = featureColumns.length;
        Columns columns = new Columns(Math.min(most, FIRST_ROOM), width);
        while (columns.rows < most) {
            CSVRecord row = table.next();
            if (row == null) {
                CsvSchema.requireRows(rowsRead, table);
                break;
            }
            rowsRead++;
            columns.makeRoom(most, table.path());
            readRow(row, columns);
        }
        return columns.rows == 0 ? null : columns.chunk();
    }

    private void readRow(CSVRecord row, Columns into) {
        int offset = into.rows * featureColumns.length;
        for (int i = 0; i < featureColumns.length; i++) {
            into.values[offset + i] = cells.number(row, featureColumns[i]);
        }
        into.labels[into.rows] = label(cells.name(row, labelColumn));
        into.groups[into.rows] = groupColumn < 0 ? 0 : group(cells.name(row, groupColumn));
        into.rows++;
    }

    private int label(String name) {
        Integer label = labels.get(name);
        if (label == null) {
            throw UserMistake.of(
                    "unknown label",
                    "one of the " + labels.size() + " classes of " + settings.train(),
                    CsvCells.quoted(name),
                    table.place(),
                    "remove the row or add the class to the training file");
        }
        return label;
    }

    private int group(String name) {
        Integer next = groups.size();
        Integer known = groups.putIfAbsent(name, next);
        return known == null ? next : known;
    }

    @Override
    public void close() throws IOException {
        table.close();
    }

    /** A chunk that grows with the rows that are there. */
    private static final class Columns {

        private final int width;
        private float[] values;
        private int[] labels;
        private int[] groups;
        private int rows;

        Columns(int room, int width) {
            this.width = width;
            // A wide header alone is no reason for a large array: the first row makes the room it needs.
            this.values = new float[width];
            this.labels = new int[room];
            this.groups = new int[room];
        }

        void makeRoom(int most, String path) {
            int doubled = (int) Math.min(most, Math.max(FIRST_ROOM, 2L * rows));
            if (rows == labels.length) {
                labels = Arrays.copyOf(labels, doubled);
                groups = Arrays.copyOf(groups, doubled);
            }
            if ((long) (rows + 1) * width > values.length) {
                int wanted = (int) Math.min(most, Math.max(1, 2L * rows));
                values = Arrays.copyOf(values, ChunkLimit.values(wanted, width, path));
            }
        }

        Chunk chunk() {
            FloatFeatures features = new FloatFeatures(rows, width, Arrays.copyOf(values, rows * width));
            return new Chunk(new Examples(features, Arrays.copyOf(labels, rows)), Arrays.copyOf(groups, rows));
        }
    }
}
