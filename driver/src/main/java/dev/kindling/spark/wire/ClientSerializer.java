package dev.kindling.spark.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.kindling.data.Client;
import dev.kindling.data.Examples;

/** id, examples. */
final class ClientSerializer extends Serializer<Client> {

    @Override
    public void write(Kryo kryo, Output output, Client client) {
        output.writeInt(client.id(), true);
        kryo.writeObject(output, client.examples());
    }

    @Override
    public Client read(Kryo kryo, Input input, Class<Client> type) {
        return new Client(input.readInt(true), kryo.readObject(input, Examples.class));
    }
}
