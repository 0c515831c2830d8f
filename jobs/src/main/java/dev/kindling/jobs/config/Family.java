package dev.kindling.jobs.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The implementations that one configuration section can choose from.
 *
 * @param type what they implement
 * @param section what they are called together
 * @param defaults an instance with default settings for each name; every implementation is a record
 */
record Family<T>(Class<T> type, String section, Map<String, T> defaults) {

    static <T> Family<T> of(Class<T> type, String section) {
        return new Family<>(type, section, Map.of());
    }

    /** This family and one more choice. */
    Family<T> with(String name, T instance) {
        if (!instance.getClass().isRecord()) {
            throw new IllegalArgumentException(instance.getClass() + " must be a record to be configured");
        }
        Map<String, T> more = new LinkedHashMap<>(defaults);
        more.put(name, instance);
        return new Family<>(type, section, more);
    }

    /** The name of an instance's class. */
    Optional<String> nameOf(Object instance) {
        return defaults.entrySet().stream()
                .filter(entry -> entry.getValue().getClass() == instance.getClass())
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
