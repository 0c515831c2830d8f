package dev.kindling.data.formats;

import dev.kindling.data.Storage;
import dev.kindling.fault.UserMistake;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVRecord;

/** What the training file says about both files: feature columns in order, classes, groups. */
final class CsvSchema {

    private static final int MOST_CLASSES = 100_000;
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,18}");

    private final List<String> features;
    private final List<String> classes;
    private final List<String> groups;

    private CsvSchema(List<String> features, List<String> classes, List<String> groups) {
        this.features = features;
        this.classes = classes;
        this.groups = groups;
    }

    static CsvSchema scan(Csv settings, Storage storage) throws IOException {
        try (CsvTable table = CsvTable.open(settings.train(), storage)) {
            int label = table.column("label", settings.label());
            int group = settings.hasGroups() ? table.column("group", settings.group()) : -1;
            List<String> features = features(settings, table);
            CsvCells cells = new CsvCells(table, settings.missing());
            Set<String> labels = new HashSet<>();
            Set<String> groups = new HashSet<>();
            for (CSVRecord row = table.next(); row != null; row = table.next()) {
                labels.add(cells.name(row, label));
                requireFew(labels.size(), settings, table);
                if (group >= 0) {
                    groups.add(cells.name(row, group));
                }
            }
            requireRows(labels.size(), table);
            requireSeveral(labels, settings, table);
            return new CsvSchema(features, sorted(labels), sorted(groups));
        }
    }

    private static List<String> features(Csv settings, CsvTable table) {
        List<String> features = new ArrayList<>(table.header());
        features.remove(settings.label());
        if (settings.hasGroups()) {
            features.remove(settings.group());
        }
        if (features.isEmpty()) {
            throw UserMistake.of(
                    "no feature columns",
                    "at least one column besides label and group",
                    table.header().size() + " columns in all",
                    table.path() + ", line 1",
                    "check that cells are separated by commas");
        }
        return List.copyOf(features);
    }

    private static void requireFew(int labels, Csv settings, CsvTable table) {
        if (labels > MOST_CLASSES) {
            throw UserMistake.of(
                    "too many classes",
                    "at most " + MOST_CLASSES + " distinct labels in column " + CsvCells.quoted(settings.label()),
                    "more",
                    table.place(),
                    "name a column of classes, not of measurements");
        }
    }

    private static void requireSeveral(Set<String> labels, Csv settings, CsvTable table) {
        if (labels.size() < 2) {
            throw UserMistake.of(
                    "too few classes",
                    "at least 2 distinct labels in column " + CsvCells.quoted(settings.label()),
                    "only " + CsvCells.quoted(labels.iterator().next()),
                    table.path(),
                    "name the column of classes, or add rows of another class");
        }
    }

    static void requireRows(int rows, CsvTable table) {
        if (rows == 0) {
            throw UserMistake.of(
                    "no rows", "at least one row behind the header", "none", table.path(), DataFile.FETCH_AGAIN);
        }
    }

    private static List<String> sorted(Set<String> names) {
        Comparator<String> order = Comparator.naturalOrder();
        if (names.stream().allMatch(name -> INTEGER.matcher(name).matches())) {
            // 1 and 01 are two names of one number; the text decides between them.
            order = Comparator.comparingLong((String name) -> Long.parseLong(name))
                    .thenComparing(order);
        }
        return names.stream().sorted(order).toList();
    }

    /** Feature columns, without label and group, in the training file's order. */
    List<String> features() {
        return features;
    }

    List<String> classNames() {
        return classes;
    }

    /** The label of each class name, a new map. */
    Map<String, Integer> labels() {
        return numbered(classes);
    }

    /** The number of each group, a new map. */
    Map<String, Integer> groups() {
        return numbered(groups);
    }

    private static Map<String, Integer> numbered(List<String> names) {
        Map<String, Integer> numbers = new HashMap<>();
        for (String name : names) {
            numbers.put(name, numbers.size());
        }
        return numbers;
    }
}
