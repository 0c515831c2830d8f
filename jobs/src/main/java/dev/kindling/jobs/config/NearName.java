package dev.kindling.jobs.config;

import java.util.Collection;
import java.util.Comparator;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The known name that was probably meant. */
final class NearName {

    private static final int FARTHEST = 4;

    private NearName() {}

    /** "; did you mean X?" for a name few edits away, else nothing. */
    static String hint(String unknown, Collection<String> known) {
        LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
        return known.stream()
                .filter(name -> distance.apply(unknown, name) <= Math.min(FARTHEST, name.length() / 2 + 1))
                .min(Comparator.comparing((String name) -> distance.apply(unknown, name))
                        .thenComparing(Comparator.naturalOrder()))
                .map(name -> "; did you mean " + name + "?")
                .orElse("");
    }
}
