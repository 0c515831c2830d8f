package dev.kindling.jobs.inspect;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Tensors as lines of a table for a terminal of 80 columns. Names come from files of any origin. */
final class TensorLines {

    static final String HEADING = String.format(
            Locale.ROOT, "%-18s %12s %10s %8s %8s %8s %8s", "tensor", "shape", "count", "min", "mean", "max", "norm");

    private static final int COLUMNS = 80;
    private static final int NAME = 18;
    private static final int SHAPE = 12;

    private TensorLines() {}

    /** One line; the name and shape get lines of their own where they are too long. */
    static void add(String name, List<Integer> dimensions, Spread spread, List<String> lines) {
        String shown = shown(name);
        String shape = dimensions.stream().map(Object::toString).collect(Collectors.joining("x"));
        if (shown.length() > NAME || shape.length() > SHAPE) {
            lines.add(cut(shown));
            shown = "";
        }
        if (shape.length() > SHAPE) {
            lines.add(cut("  " + shape));
            shape = "";
        }
        lines.add(String.format(
                Locale.ROOT,
                "%-18s %12s %,10d %8s %8s %8s %8s",
                shown,
                shape,
                spread.count(),
                number(spread.lowest()),
                number(spread.mean()),
                number(spread.highest()),
                number(spread.norm())));
        if (spread.odd() > 0) {
            lines.add(String.format(Locale.ROOT, "  %,d of them NaN or infinite", spread.odd()));
        }
    }

    /** At most eight characters. */
    static String number(double value) {
        double size = Math.abs(value);
        if (!Double.isFinite(value)) {
            return "n/a";
        }
        if (value == 0) {
            return "0";
        }
        return size >= 1e-3 && size < 1e5
                ? String.format(Locale.ROOT, size < 10 ? "%.4f" : size < 1000 ? "%.2f" : "%.1f", value)
                : String.format(Locale.ROOT, "%.1e", value);
    }

    /** Without characters that would steer a terminal. */
    static String shown(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]", "?");
    }

    static String cut(String line) {
        return line.length() <= COLUMNS ? line : line.substring(0, COLUMNS - 3) + "...";
    }
}
