package dev.kindling.spark.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.kindling.continual.strategy.Carried;
import dev.kindling.continual.strategy.Memory;
import dev.kindling.nn.Parameters;

/** experiences, model, whether there is an importance, importance, memory, means. */
final class CarriedSerializer extends Serializer<Carried> {

    @Override
    public void write(Kryo kryo, Output output, Carried carried) {
        output.writeInt(carried.experiences(), true);
        kryo.writeObject(output, carried.model());
        Parameters importance = carried.importance();
        output.writeBoolean(importance != null);
        if (importance != null) {
            kryo.writeObject(output, importance);
        }
        kryo.writeObject(output, carried.memory());
        Bulk.writeFloats(output, carried.means());
    }

    @Override
    public Carried read(Kryo kryo, Input input, Class<Carried> type) {
        int experiences = input.readInt(true);
        Parameters model = kryo.readObject(input, Parameters.class);
        Parameters importance = input.readBoolean() ? kryo.readObject(input, Parameters.class) : null;
        Memory memory = kryo.readObject(input, Memory.class);
        return new Carried(experiences, model, importance, memory, Bulk.readFloats(input));
    }
}
