package dev.kindling.data.formats;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The known names that look most like a mistyped one. */
final class NearNames {

    private static final int SHOWN = 3;
    private static final int LONGEST = 64;

    private NearNames() {}

    static String of(String wanted, List<String> known) {
        String cut = cut(wanted);
        return known.stream()
                .sorted(Comparator.comparingInt(name -> distance(cut, cut(name))))
                .limit(SHOWN)
                .map(CsvCells::quoted)
                .collect(Collectors.joining(", "));
    }

    private static String cut(String name) {
        return name.substring(0, Math.min(LONGEST, name.length())).toLowerCase(Locale.ROOT);
    }

    /** Levenshtein's edit distance. */
    private static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[b.length()];
    }
}
