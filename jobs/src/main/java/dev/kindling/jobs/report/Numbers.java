package dev.kindling.jobs.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers as a person reads them, the same in every locale. */
final class Numbers {

    private static final String NONE = "n/a";
    private static final String[] BYTE_UNITS = {"kB", "MB", "GB", "TB", "PB", "EB"};

    private Numbers() {}

    static String percent(@Nullable Double fraction) {
        return fraction == null || fraction.isNaN() ? NONE : format("%.2f %%", 100 * fraction);
    }

    static String count(long count) {
        return format("%,d", count);
    }

    static String decimal(double value, int digits) {
        return Double.isFinite(value) ? format("%,." + digits + "f", value) : NONE;
    }

    static String bytes(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        double value = bytes / 1000.0;
        int unit = 0;
        // 999.95 would print as 1000.0 of the smaller unit.
        while (value >= 999.95 && unit < BYTE_UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return format("%.1f %s", value, BYTE_UNITS[unit]);
    }

    static String seconds(double seconds) {
        if (!Double.isFinite(seconds)) {
            return NONE;
        }
        if (seconds < 0.9995) {
            return format("%.0f ms", 1000 * seconds);
        }
        if (seconds < 59.95) {
            return format("%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        return whole < 3600
                ? format("%d min %02d s", whole / 60, whole % 60)
                : format("%d h %02d min", whole / 3600, whole % 3600 / 60);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
