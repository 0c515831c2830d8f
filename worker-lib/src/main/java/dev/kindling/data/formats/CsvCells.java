package dev.kindling.data.formats;

import dev.kindling.fault.UserMistake;
import org.apache.commons.csv.CSVRecord;

/** Cells read as what their column holds, with errors that name line and column. */
final class CsvCells {

    private static final int SHOWN = 40;

    private final CsvTable table;
    private final MissingCells missing;

    CsvCells(CsvTable table, MissingCells missing) {
        this.table = table;
        this.missing = missing;
    }

    /** A cell or name as one line of an error shows it. */
    static String quoted(String text) {
        return quoted(text, SHOWN);
    }

    /** The same with at most so many characters. */
    static String quoted(String text, int most) {
        String shown = text.length() > most ? text.substring(0, most) + "..." : text;
        return '"' + shown.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]", " ") + '"';
    }

    /** A label or a group. */
    String name(CSVRecord row, int column) {
        String cell = row.get(column).strip();
        if (isMissing(cell)) {
            throw UserMistake.of(
                    "missing cell",
                    "a name in column " + quoted(table.header().get(column)),
                    quoted(cell),
                    table.place(),
                    "repair or remove the row");
        }
        return cell;
    }

    /** A feature. */
    float number(CSVRecord row, int column) {
        String cell = row.get(column).strip();
        if (isMissing(cell)) {
            return missingNumber(cell, column);
        }
        float value = parse(cell);
        if (!Float.isFinite(value)) {
            throw UserMistake.of(
                    "cell is no number",
                    "a finite number in column " + quoted(table.header().get(column)),
                    quoted(cell),
                    table.place(),
                    "repair the cell, or replace the column by numbers");
        }
        return value;
    }

    private float missingNumber(String cell, int column) {
        if (missing == MissingCells.ZERO) {
            return 0;
        }
        throw UserMistake.of(
                "missing cell",
                "a number in column " + quoted(table.header().get(column)),
                quoted(cell),
                table.place(),
                "repair or remove the row, or set missing to zero");
    }

    private static boolean isMissing(String cell) {
        return cell.isEmpty() || cell.equals("NA");
    }

    /** NaN for what is no decimal number: Java would also take 1f, 2d and 0x1p3. */
    private static float parse(String cell) {
        char last = cell.charAt(cell.length() - 1);
        boolean decimal = (last >= '0' && last <= '9') || last == '.';
        if (!decimal || cell.indexOf('x') >= 0 || cell.indexOf('X') >= 0) {
            return Float.NaN;
        }
        try {
            return Float.parseFloat(cell);
        } catch (NumberFormatException noNumber) {
            return Float.NaN;
        }
    }
}
