package dev.kindling.federated.fault;

import dev.kindling.data.Client;
import dev.kindling.federated.ClientUpdate;
import dev.kindling.federated.FederatedMethod;
import dev.kindling.federated.LocalTraining;
import dev.kindling.federated.RoundContext;
import dev.kindling.federated.ServerUpdate;
import dev.kindling.learn.Problem;
import dev.kindling.learn.Trainable;
import dev.kindling.merge.MeanUpdate;
import dev.kindling.nn.Parameters;

/** A method some of whose clients forge their updates. The server knows nothing of it. */
record AttackedMethod(FederatedMethod method, Attackers attackers, int clients) implements FederatedMethod {

    @Override
    public LocalTraining training(Trainable learner, Problem problem) {
        return new AttackedTraining(method.training(learner, problem), attackers, clients);
    }

    @Override
    public ServerUpdate<MeanUpdate> server() {
        return method.server();
    }

    private record AttackedTraining(LocalTraining honest, Attackers attackers, int clients) implements LocalTraining {

        @Override
        public Task open(Parameters global, RoundContext context) {
            Task task = honest.open(global, context);
            Attackers.Roll roll = attackers.roll(context.seed(), clients);
            // A buffer of its own: the honest task may go on from what it trained.
            float[] forged = new float[global.size()];
            return client -> {
                ClientUpdate update = task.train(client);
                return roll.holds(client.id()) ? forge(update, forged, client, context) : update;
            };
        }

        private ClientUpdate forge(ClientUpdate update, float[] forged, Client client, RoundContext context) {
            float[] sent = attackers
                    .kind()
                    .forge(update.origin(), update.trained(), forged, context.random("attack", client.id()));
            return new ClientUpdate(
                    update.origin(), sent, update.weight(), update.examples(), update.steps(), update.loss());
        }

        @Override
        public long weight(int examples) {
            return honest.weight(examples);
        }

        @Override
        public long work(int examples) {
            return honest.work(examples);
        }
    }
}
