package dev.kindling.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.kindling.fault.UserMistake;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** JSON of unknown origin, read value by value; whatever is not as expected is a mistake of the file, told in one line. */
final class ForeignJson {

    private static final int LONGEST_QUOTE = 120;

    private final JsonParser parser;
    private final String what;
    private final String where;

    /**
     * @param what what the text is, for messages
     * @param where the file's name, for messages
     */
    ForeignJson(String text, String what, String where) {
        this.what = what;
        this.where = where;
        this.parser = parse(() -> factory().createParser(text));
    }

    private static JsonFactory factory() {
        // Field names of a foreign file do not belong in a table that outlives it.
        return JsonFactory.builder()
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
    }

    /** Reads an object; {@code field} gets each name and must read its value. */
    void object(Consumer<String> field) {
        expect(next(), JsonToken.START_OBJECT, "an object");
        JsonToken token = next();
        while (token != JsonToken.END_OBJECT) {
            expect(token, JsonToken.FIELD_NAME, "a name");
            field.accept(parse(parser::getText));
            token = next();
        }
    }

    /** Reads an array of at most {@code most} integers. */
    List<Long> integers(int most) {
        expect(next(), JsonToken.START_ARRAY, "an array");
        List<Long> values = new ArrayList<>();
        JsonToken token = next();
        while (token != JsonToken.END_ARRAY) {
            expect(token, JsonToken.VALUE_NUMBER_INT, "an integer");
            if (values.size() == most) {
                throw mistake("at most " + most + " integers in a row", "more");
            }
            values.add(parse(parser::getLongValue));
            token = next();
        }
        return values;
    }

    long integer() {
        expect(next(), JsonToken.VALUE_NUMBER_INT, "an integer");
        return parse(parser::getLongValue);
    }

    String string() {
        expect(next(), JsonToken.VALUE_STRING, "a string");
        return parse(parser::getText);
    }

    void end() {
        if (parse(() -> parser.nextToken() != null)) {
            throw mistake("nothing after the last brace", "more text");
        }
    }

    UserMistake mistake(String expected, Object actual) {
        return mistake(what, expected, actual);
    }

    UserMistake mistake(String part, String expected, Object actual) {
        return UserMistake.of(
                part, expected, quote(String.valueOf(actual)), where, "save it again as float32 safetensors");
    }

    /** Text of the file, fit for a one-line message. */
    static String quote(String text) {
        String shown = text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "...";
        return shown.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]", "?");
    }

    private JsonToken next() {
        if (parse(() -> parser.nextToken() == null)) {
            throw mistake("a complete JSON object", "its end too early");
        }
        return parser.currentToken();
    }

    private void expect(JsonToken found, JsonToken expected, String description) {
        if (found != expected) {
            throw mistake(description, parse(parser::getText));
        }
    }

    private <T> T parse(Step<T> step) {
        try {
            return step.run();
        } catch (JsonProcessingException broken) {
            throw mistake("valid JSON", broken.getOriginalMessage());
        } catch (IOException broken) {
            throw mistake("valid JSON", broken.toString());
        }
    }

    private interface Step<T> {
        T run() throws IOException;
    }
}
