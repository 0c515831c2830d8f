package dev.kindling.jobs.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/** The first key at which two configurations differ. */
public final class Difference {

    private Difference() {}

    /** "{key}: expected {value}, found {value}", or nothing. */
    public static String between(JsonNode expected, JsonNode found) {
        return below("", expected, found);
    }

    private static String below(String path, JsonNode expected, JsonNode found) {
        if (expected.equals(found)) {
            return "";
        }
        if (!expected.isObject() || !found.isObject()) {
            return path + ": expected " + shown(expected) + ", found " + shown(found);
        }
        for (String key : keys(expected, found)) {
            String difference = below(path.isEmpty() ? key : path + "." + key, expected.path(key), found.path(key));
            if (!difference.isEmpty()) {
                return difference;
            }
        }
        return "";
    }

    private static Set<String> keys(JsonNode expected, JsonNode found) {
        Set<String> keys = new LinkedHashSet<>();
        Iterator<String> names = expected.fieldNames();
        names.forEachRemaining(keys::add);
        found.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private static String shown(JsonNode value) {
        return value.isMissingNode() ? "no such key" : value.toString();
    }
}
