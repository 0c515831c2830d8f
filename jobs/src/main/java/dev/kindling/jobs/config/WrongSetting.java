package dev.kindling.jobs.config;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.kindling.fault.UserMistake;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a setting that cannot be read comes to in one line for who wrote it. */
final class WrongSetting {

    private static final Pattern MISSING = Pattern.compile("(Missing|Null value for) (required )?creator property");

    private WrongSetting() {}

    /** {@code where} is the file, or the override. */
    static UserMistake explain(JsonMappingException wrong, String where) {
        Throwable cause = wrong;
        while (cause != null) {
            if (cause instanceof UserMistake mistake) {
                return new UserMistake(place(where, wrong) + mistake.getMessage(), wrong);
            }
            cause = cause.getCause();
        }
        String text = oneLine(Objects.requireNonNullElse(wrong.getOriginalMessage(), ""));
        if (MISSING.matcher(text).lookingAt()) {
            String key = keyOf(wrong);
            return new UserMistake(
                    where + ": missing key " + key + "; add it to the file or give -D " + key + "=...", wrong);
        }
        return new UserMistake(place(where, wrong) + reason(wrong), wrong);
    }

    private static String place(String where, JsonMappingException wrong) {
        String key = keyOf(wrong);
        return key.isEmpty() ? where + ": " : where + ", " + key + ": ";
    }

    private static String keyOf(JsonMappingException wrong) {
        return wrong.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
    }

    private static String reason(JsonMappingException wrong) {
        if (wrong instanceof UnrecognizedPropertyException unknown) {
            List<String> known = unknown.getKnownPropertyIds() == null
                    ? List.of()
                    : unknown.getKnownPropertyIds().stream()
                            .map(Object::toString)
                            .sorted()
                            .toList();
            return "unknown key" + NearName.hint(unknown.getPropertyName(), known) + " (known here: "
                    + String.join(", ", known) + ")";
        }
        if (wrong instanceof InvalidFormatException invalid) {
            Class<?> type = invalid.getTargetType();
            String expected = type.isEnum()
                    ? "one of "
                            + List.of(type.getEnumConstants())
                                    .toString()
                                    .toLowerCase(java.util.Locale.ROOT)
                                    .replace('_', '-')
                    : kind(type);
            return "expected " + expected + " but was \"" + invalid.getValue() + "\"";
        }
        if (wrong instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
            return "expected " + kind(mismatch.getTargetType()) + " but was something else";
        }
        return oneLine(wrong.getOriginalMessage());
    }

    private static String kind(Class<?> type) {
        return switch (type.getSimpleName()) {
            case "int", "long", "Integer", "Long" -> "a whole number";
            case "double", "float", "Double", "Float" -> "a number";
            case "boolean", "Boolean" -> "true or false";
            case "List" -> "a list";
            case "String" -> "text";
            default -> "a section";
        };
    }

    static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").trim();
    }
}
