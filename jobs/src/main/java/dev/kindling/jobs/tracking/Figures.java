package dev.kindling.jobs.tracking;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The numbers of a step by the names that trackers tell them by. One that there is not, or that is not finite, is left out. */
public final class Figures {

    private final Map<String, Double> named = new LinkedHashMap<>();

    /** Adds one, and returns these. */
    public Figures with(String name, @Nullable Double value) {
        if (value != null && Double.isFinite(value)) {
            named.put(name, value);
        }
        return this;
    }

    /** In the order they were added in. */
    public Map<String, Double> named() {
        return Collections.unmodifiableMap(named);
    }
}
