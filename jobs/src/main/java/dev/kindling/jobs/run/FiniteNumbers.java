package dev.kindling.jobs.run;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;

/** JSON has no NaN: it is written as null, and null is read as NaN where a number must be. */
public final class FiniteNumbers {

    private FiniteNumbers() {}

    public static ObjectMapper mapper() {
        return new ObjectMapper()
                .registerModule(new SimpleModule("finite numbers")
                        .addSerializer(double.class, new Writer())
                        .addSerializer(Double.class, new Writer())
                        .addDeserializer(double.class, new Reader()));
    }

    private static final class Writer extends StdScalarSerializer<Double> {

        private static final long serialVersionUID = 1;

        Writer() {
            super(Double.class);
        }

        @Override
        public void serialize(Double value, JsonGenerator json, SerializerProvider provider) throws IOException {
            if (Double.isFinite(value)) {
                json.writeNumber(value);
            } else {
                json.writeNull();
            }
        }
    }

    private static final class Reader extends StdScalarDeserializer<Double> {

        private static final long serialVersionUID = 1;

        Reader() {
            super(double.class);
        }

        @Override
        public Double deserialize(JsonParser json, DeserializationContext context) throws IOException {
            return _parseDoublePrimitive(json, context);
        }

        @Override
        public Double getNullValue(DeserializationContext context) {
            return Double.NaN;
        }
    }
}
