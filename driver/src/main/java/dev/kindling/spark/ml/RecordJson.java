package dev.kindling.spark.ml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindling.fault.UserMistake;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Records as JSON: {@code "type"}, the name of the class, and a key for each component; components are numbers, texts, truths, enums, records and
 * lists of these. Readable by people and by later versions: a key that a file lacks is taken from the record's {@code defaults()}. A class that a
 * file names is only ever made if it is a record of the wanted kind, by its own constructor, which checks it.
 */
final class RecordJson {

    private static final String TYPE = "type";
    private static final ObjectMapper JSON = new ObjectMapper();

    private RecordJson() {}

    static String write(Object record) {
        return tree(record).toString();
    }

    /**
     * What {@link #write} wrote.
     *
     * @param where for messages
     * @throws UserMistake if it is none, or no {@code kind}
     */
    static <T> T read(String json, Class<T> kind, String where) {
        try {
            return kind.cast(value(JSON.readTree(json), kind, where));
        } catch (JsonProcessingException damaged) {
            throw UserMistake.of("a record", "JSON", damaged.getOriginalMessage(), where, "save it again");
        }
    }

    private static JsonNode tree(Object value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (value instanceof Record record) {
            ObjectNode node = nodes.objectNode().put(TYPE, record.getClass().getName());
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                node.set(component.getName(), tree(component(record, component)));
            }
            return node;
        }
        if (value instanceof List<?> list) {
            return nodes.arrayNode().addAll(list.stream().map(RecordJson::tree).toList());
        }
        if (value instanceof Enum<?> constant) {
            return nodes.textNode(constant.name());
        }
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            // JSON has no infinities.
            return Double.isFinite(number) ? nodes.numberNode(number) : nodes.textNode(Double.toString(number));
        }
        if (value instanceof Number || value instanceof Boolean || value instanceof String) {
            return JSON.valueToTree(value);
        }
        throw new UserMistake(value.getClass().getName()
                + " cannot be saved: expected a record of numbers, texts, enums, records and lists; make it a record");
    }

    private static Object component(Record record, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException unreadable) {
            throw new IllegalStateException(component + " cannot be read", unreadable);
        }
    }

    private static Object value(JsonNode node, Type wanted, String where) {
        if (wanted instanceof ParameterizedType list && list.getRawType() == List.class && node.isArray()) {
            List<Object> values = new ArrayList<>();
            node.forEach(entry -> values.add(value(entry, list.getActualTypeArguments()[0], where)));
            return List.copyOf(values);
        }
        if (node.isObject() && wanted instanceof Class<?> kind) {
            return record((ObjectNode) node, recordClass(node.path(TYPE).asText(), kind, where), where);
        }
        if (node.isTextual() && wanted instanceof Class<?> kind && kind.isEnum()) {
            return constant(node.asText(), kind, where);
        }
        Object simple = simple(node, wanted);
        if (simple == null) {
            throw UserMistake.of("a value", wanted.getTypeName(), node, where, "save it again");
        }
        return simple;
    }

    private static @org.jspecify.annotations.Nullable Object simple(JsonNode node, Type wanted) {
        if (wanted == int.class || wanted == Integer.class) {
            return node.isInt() ? (Object) node.intValue() : null;
        }
        if (wanted == long.class || wanted == Long.class) {
            return node.isIntegralNumber() && node.canConvertToLong() ? (Object) node.longValue() : null;
        }
        if (wanted == short.class || wanted == Short.class) {
            return node.isIntegralNumber() && node.canConvertToInt() && node.intValue() == (short) node.intValue()
                    ? (Object) (short) node.intValue()
                    : null;
        }
        if (wanted == byte.class || wanted == Byte.class) {
            return node.isIntegralNumber() && node.canConvertToInt() && node.intValue() == (byte) node.intValue()
                    ? (Object) (byte) node.intValue()
                    : null;
        }
        if (wanted == float.class || wanted == Float.class) {
            // Written as the double that it is, so nothing is rounded here.
            Object number = simple(node, double.class);
            return number == null ? null : (Object) ((Double) number).floatValue();
        }
        if (wanted == double.class || wanted == Double.class) {
            return node.isNumber() ? (Object) node.doubleValue() : infinite(node);
        }
        if (wanted == boolean.class || wanted == Boolean.class) {
            return node.isBoolean() ? (Object) node.booleanValue() : null;
        }
        return wanted == String.class && node.isTextual() ? node.asText() : null;
    }

    private static @org.jspecify.annotations.Nullable Object infinite(JsonNode node) {
        return Set.of("Infinity", "-Infinity", "NaN").contains(node.asText()) ? Double.valueOf(node.asText()) : null;
    }

    private static Object constant(String name, Class<?> kind, String where) {
        return Arrays.stream(kind.getEnumConstants())
                .filter(constant -> ((Enum<?>) constant).name().equals(name))
                .findFirst()
                .orElseThrow(() -> UserMistake.of(
                        kind.getSimpleName(),
                        "one of " + Arrays.toString(kind.getEnumConstants()),
                        name,
                        where,
                        "save it again"));
    }

    private static Class<?> recordClass(String name, Class<?> kind, String where) {
        try {
            // Not initialised before it is known to be what is wanted.
            Class<?> named = Class.forName(name, false, Thread.currentThread().getContextClassLoader());
            if (named.isRecord() && kind.isAssignableFrom(named)) {
                return named;
            }
        } catch (ClassNotFoundException missing) {
            throw new UserMistake(
                    "no class " + name + " for " + where
                            + "; add the jar that holds it, or take the version that wrote it",
                    missing);
        }
        throw UserMistake.of("class", "a record that is a " + kind.getSimpleName(), name, where, "save it again");
    }

    private static Object record(ObjectNode node, Class<?> type, String where) {
        RecordComponent[] components = type.getRecordComponents();
        requireKnown(node, components, where);
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            String key = components[i].getName();
            values[i] = node.has(key)
                    ? value(node.get(key), components[i].getGenericType(), where + ", " + key)
                    : byDefault(type, components[i], where);
        }
        try {
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException refused) {
            throw refused.getCause() instanceof RuntimeException told ? told : new IllegalStateException(refused);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(type + " cannot be made", impossible);
        }
    }

    private static void requireKnown(ObjectNode node, RecordComponent[] components, String where) {
        Set<String> unknown = new TreeSet<>();
        for (Iterator<String> keys = node.fieldNames(); keys.hasNext(); ) {
            unknown.add(keys.next());
        }
        unknown.remove(TYPE);
        Arrays.stream(components).map(RecordComponent::getName).forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            throw new UserMistake("unknown keys " + unknown + " of " + where
                    + "; read it with the Kindling that wrote it, or a newer one");
        }
    }

    private static Object byDefault(Class<?> type, RecordComponent component, String where) {
        try {
            return component((Record) type.getMethod("defaults").invoke(null), component);
        } catch (ReflectiveOperationException | ClassCastException none) {
            throw new UserMistake(
                    where + " lacks " + component.getName() + ", which has no default; save it again", none);
        }
    }
}
