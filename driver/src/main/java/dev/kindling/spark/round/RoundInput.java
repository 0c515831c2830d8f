package dev.kindling.spark.round;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.kindling.nn.Parameters;

/** What a round broadcasts: the global model and who takes part. */
public final class RoundInput {

    private final Parameters global;
    private final Cohort cohort;

    RoundInput(Parameters global, Cohort cohort) {
        this.global = global;
        this.cohort = cohort;
    }

    Parameters global() {
        return global;
    }

    Cohort cohort() {
        return cohort;
    }

    /** model, clients of the cohort in ascending order. */
    public static final class Wire extends Serializer<RoundInput> {

        @Override
        public void write(Kryo kryo, Output output, RoundInput round) {
            kryo.writeObject(output, round.global);
            int[] clients = round.cohort.clients();
            output.writeInt(clients.length, true);
            int previous = 0;
            for (int client : clients) {
                output.writeInt(client - previous, true);
                previous = client;
            }
        }

        @Override
        public RoundInput read(Kryo kryo, Input input, Class<RoundInput> type) {
            Parameters global = kryo.readObject(input, Parameters.class);
            int[] clients = new int[input.readInt(true)];
            int client = 0;
            for (int i = 0; i < clients.length; i++) {
                client += input.readInt(true);
                clients[i] = client;
            }
            return new RoundInput(global, new Cohort(clients));
        }
    }
}
