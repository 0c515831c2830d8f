package dev.kindling.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How {@code kindling explain} writes what it foretells. */
final class Amounts {

    private static final int MOST_BLOCKS = 12;

    private Amounts() {}

    /** "600", or "12 to 340 (median 88)", of an ascending list. */
    static String spread(List<Integer> ascending) {
        int least = ascending.get(0);
        int most = ascending.get(ascending.size() - 1);
        return least == most
                ? String.format(Locale.ROOT, "%,d", least)
                : String.format(
                        Locale.ROOT, "%,d to %,d (median %,d)", least, most, ascending.get(ascending.size() / 2));
    }

    static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%,.1f MB", bytes / 1e6);
    }

    /** "12,730 parameters in 2 blocks (12,560 + 170)". */
    static String blocks(List<Integer> sizes) {
        String each = sizes.stream()
                .limit(MOST_BLOCKS)
                .map(size -> String.format(Locale.ROOT, "%,d", size))
                .collect(Collectors.joining(" + "));
        return String.format(
                Locale.ROOT,
                "%,d parameters in %d %s (%s%s)",
                sizes.stream().mapToLong(Integer::longValue).sum(),
                sizes.size(),
                sizes.size() == 1 ? "block" : "blocks",
                each,
                sizes.size() > MOST_BLOCKS ? " + ..." : "");
    }

    /** What a section of a written configuration has chosen. */
    static String type(JsonNode written, String section) {
        return written.at("/" + section + "/type").asText();
    }
}
