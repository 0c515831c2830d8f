package dev.kindling.jobs.config;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindling.fault.UserMistake;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.Set;

/** Jackson set up strictly: kebab-case keys, no unknown or missing ones, and a {@code type} wherever there is a choice. */
final class ConfigMapper {

    private static final String TYPE = "type";

    private ConfigMapper() {}

    static ObjectMapper create() {
        SimpleModule choices = new SimpleModule("choices");
        for (Family<?> family : Choices.FAMILIES) {
            register(choices, family);
        }
        return JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
                .annotationIntrospector(new KebabCaseEnums())
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(MapperFeature.PROPAGATE_TRANSIENT_MARKER)
                .addModule(choices)
                .build();
    }

    private static <T> void register(SimpleModule module, Family<T> family) {
        module.addDeserializer(family.type(), new ChoiceReader<>(family));
        module.addSerializer(family.type(), new ChoiceWriter<>(family));
    }

    /** BY_EXAMPLE is written by-example. */
    private static final class KebabCaseEnums extends JacksonAnnotationIntrospector {

        private static final long serialVersionUID = 1;

        @Override
        public String[] findEnumValues(Class<?> type, Enum<?>[] values, String[] names) {
            for (int i = 0; i < values.length; i++) {
                names[i] = values[i].name().toLowerCase(Locale.ROOT).replace('_', '-');
            }
            return names;
        }
    }

    /** Lays the section's keys over the defaults of its {@code type}; a lone name is a type with all its defaults. */
    private static final class ChoiceReader<T> extends JsonDeserializer<T> {

        private final Family<T> family;

        ChoiceReader(Family<T> family) {
            this.family = family;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            JsonNode node = parser.readValueAsTree();
            ObjectMapper mapper = (ObjectMapper) parser.getCodec();
            JsonNode type = node.isTextual() ? node : node.path(TYPE);
            T chosen = family.defaults().get(type.asText());
            if (chosen == null) {
                throw unknown(node, type);
            }
            ObjectNode settings = mapper.valueToTree(chosen);
            settings.remove(family.required().getOrDefault(type.asText(), Set.of()));
            if (node.isObject()) {
                settings.setAll((ObjectNode) node);
            }
            settings.remove(TYPE);
            @SuppressWarnings("unchecked")
            Class<T> implementation = (Class<T>) chosen.getClass();
            return mapper.treeToValue(settings, implementation);
        }

        private UserMistake unknown(JsonNode section, JsonNode type) {
            String found = type.isMissingNode() ? (section.isObject() ? "none" : section.toString()) : type.toString();
            return new UserMistake("the type of " + family.section() + " must be one of "
                    + String.join(", ", family.defaults().keySet()) + " but was " + found
                    + NearName.hint(type.asText(), family.defaults().keySet()));
        }
    }

    private static final class ChoiceWriter<T> extends JsonSerializer<T> {

        private final Family<T> family;

        ChoiceWriter(Family<T> family) {
            this.family = family;
        }

        @Override
        public void serialize(T value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeStartObject();
            json.writeStringField(
                    TYPE,
                    family.nameOf(value)
                            .orElseThrow(() -> new IllegalArgumentException(value.getClass() + " has no name")));
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                json.writeFieldName(KeyName.of(component));
                try {
                    provider.defaultSerializeValue(component.getAccessor().invoke(value), json);
                } catch (ReflectiveOperationException unreadable) {
                    throw new IOException(component + " cannot be read", unreadable);
                }
            }
            json.writeEndObject();
        }
    }
}
