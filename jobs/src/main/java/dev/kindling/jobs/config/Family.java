package dev.kindling.jobs.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The implementations that one configuration section can choose from.
 *
 * @param type what they implement
 * @param section what they are called together
 * @param defaults an instance with default settings for each name; every implementation is a record
 * @param required for each name the keys that have no default: what the instance holds there is never used
 */
record Family<T>(Class<T> type, String section, Map<String, T> defaults, Map<String, Set<String>> required) {

    static <T> Family<T> of(Class<T> type, String section) {
        return new Family<>(type, section, Map.of(), Map.of());
    }

    /** This family and one more choice, whose {@code keys} the user must give. */
    Family<T> with(String name, T instance, String... keys) {
        if (!instance.getClass().isRecord()) {
            throw new IllegalArgumentException(instance.getClass() + " must be a record to be configured");
        }
        Map<String, T> more = new LinkedHashMap<>(defaults);
        more.put(name, instance);
        Map<String, Set<String>> moreRequired = new LinkedHashMap<>(required);
        moreRequired.put(name, Set.of(keys));
        return new Family<>(type, section, more, moreRequired);
    }

    /** The name of an instance's class. */
    Optional<String> nameOf(Object instance) {
        return defaults.entrySet().stream()
                .filter(entry -> entry.getValue().getClass() == instance.getClass())
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
