package dev.kindling.spark.wire;

import dev.kindling.spark.session.SparkSettings;
import java.nio.ByteBuffer;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.SerializerInstance;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** There and back through the serialiser that Spark is set to use. */
public final class Wire {

    private static final ClassTag<Object> ANY = ClassTag$.MODULE$.apply(Object.class);

    private Wire() {}

    /** Bytes that a value takes. */
    static int size(Object value) {
        return kryo().serialize(value, ANY).remaining();
    }

    /** A value as it travels. */
    public static byte[] bytes(Object value) {
        ByteBuffer serialised = kryo().serialize(value, ANY);
        byte[] bytes = new byte[serialised.remaining()];
        serialised.get(bytes);
        return bytes;
    }

    @SuppressWarnings("unchecked")
    public static <T> T roundTrip(T value) {
        SerializerInstance kryo = kryo();
        return (T) kryo.deserialize(kryo.serialize(value, ANY), ANY);
    }

    private static SerializerInstance kryo() {
        return new KryoSerializer(SparkSettings.complete(new SparkConf(false))).newInstance();
    }
}
