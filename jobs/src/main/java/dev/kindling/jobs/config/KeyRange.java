package dev.kindling.jobs.config;

import dev.kindling.fault.UserMistake;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a record accepts for one of its components, read off the mistake that it reports for values that no range holds. */
final class KeyRange {

    private static final Pattern REFUSAL = Pattern.compile("(?<key>[\\w.-]+) must be (?<range>.+) but was .*");

    /** "clients = 100" in a range that depends on another key: the value is this example's. */
    private static final Pattern EXAMPLE = Pattern.compile("([\\w-]+) = [^,\\])]+");

    private KeyRange() {}

    static String of(Record example, RecordComponent component) {
        Class<?> type = component.getType();
        if (type == boolean.class) {
            return "true or false";
        }
        if (type.isEnum()) {
            return Stream.of(type.getEnumConstants())
                    .map(constant ->
                            constant.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .collect(Collectors.joining(", "));
        }
        return outlandish(type).stream()
                .flatMap(value -> refusal(example, component, value).stream())
                .findFirst()
                .orElseGet(() -> unlimited(type));
    }

    private static String unlimited(Class<?> type) {
        if (type == String.class) {
            return "text";
        }
        if (type == List.class) {
            return "a list";
        }
        return type == double.class ? "any number" : "any whole number";
    }

    private static List<Object> outlandish(Class<?> type) {
        if (type == int.class) {
            return List.of(Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
        if (type == long.class) {
            return List.of(Long.MIN_VALUE, Long.MAX_VALUE);
        }
        if (type == double.class) {
            return List.of(Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
        if (type == List.class) {
            return List.of(List.of(Integer.MIN_VALUE), List.of(Double.NaN), List.of());
        }
        return type == String.class ? List.of("") : List.of();
    }

    private static Optional<String> refusal(Record example, RecordComponent replaced, Object value) {
        RecordComponent[] components = example.getClass().getRecordComponents();
        try {
            Constructor<?> constructor = example.getClass()
                    .getDeclaredConstructor(
                            Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.newInstance(Stream.of(components)
                    .map(component -> component.getName().equals(replaced.getName()) ? value : read(component, example))
                    .toArray());
            return Optional.empty();
        } catch (InvocationTargetException refused) {
            return range(refused.getCause(), KeyName.of(replaced));
        } catch (ReflectiveOperationException unreadable) {
            throw new IllegalStateException(example.getClass() + " must be a public record", unreadable);
        }
    }

    private static Optional<String> range(@Nullable Throwable refused, String key) {
        Matcher said = REFUSAL.matcher(refused instanceof UserMistake ? String.valueOf(refused.getMessage()) : "");
        return said.matches() && said.group("key").equals(key)
                ? Optional.of(EXAMPLE.matcher(said.group("range")).replaceAll("$1"))
                : Optional.empty();
    }

    static Object read(RecordComponent component, Record from) {
        try {
            return component.getAccessor().invoke(from);
        } catch (ReflectiveOperationException unreadable) {
            throw new IllegalStateException(component + " must be readable", unreadable);
        }
    }
}
