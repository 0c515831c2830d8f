package dev.kindling.spark.head;

import com.esotericsoftware.kryo.serializers.JavaSerializer;
import dev.kindling.encode.Encoder;
import dev.kindling.head.Head;

/**
 * What is broadcast: the encoder and the head, so that an executor unpacks them once for all its tasks. They are records or
 * classes of any kind and travel as Java objects, from the driver only, as the tasks' functions do.
 */
public final class FrozenPart implements java.io.Serializable {

    private static final long serialVersionUID = 1;

    final Encoder encoder;
    final Head head;

    FrozenPart(Encoder encoder, Head head) {
        this.encoder = encoder;
        this.head = head;
    }

    /** Java's serialisation within Kryo's. */
    public static final class Wire extends JavaSerializer {}
}
