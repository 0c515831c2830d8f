package dev.kindling.spark.shard;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.kindling.data.Examples;

/** Examples of one client on their way to it, and their place among the client's fragments. */
public final class Fragment {

    private final int sequence;
    private final Examples examples;

    Fragment(int sequence, Examples examples) {
        this.sequence = sequence;
        this.examples = examples;
    }

    int sequence() {
        return sequence;
    }

    Examples examples() {
        return examples;
    }

    /** sequence, examples. */
    public static final class Wire extends Serializer<Fragment> {

        @Override
        public void write(Kryo kryo, Output output, Fragment fragment) {
            output.writeInt(fragment.sequence, true);
            kryo.writeObject(output, fragment.examples);
        }

        @Override
        public Fragment read(Kryo kryo, Input input, Class<Fragment> type) {
            return new Fragment(input.readInt(true), kryo.readObject(input, Examples.class));
        }
    }
}
