package dev.kindling.jobs.continual;

import dev.kindling.encode.Encoder;
import dev.kindling.encode.NetworkEncoder;
import dev.kindling.encode.Pixels;
import dev.kindling.fault.UserMistake;
import dev.kindling.jobs.config.EncoderSource;
import dev.kindling.jobs.run.RunFolder;
import dev.kindling.jobs.run.TrainedModel;
import dev.kindling.learn.EncodingLearner;
import dev.kindling.learn.Problem;
import dev.kindling.network.Network;
import dev.kindling.nn.Layout;
import dev.kindling.random.RandomStream;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * A frozen encoder ready for use.
 *
 * @param parameters how many it has
 */
record FrozenEncoder(Encoder encoder, long parameters) {

    /** The encoder that a configuration asks for, for inputs of the problem's shape. */
    static FrozenEncoder of(EncoderSource source, Problem problem, long seed, Configuration hadoop) throws IOException {
        if (source instanceof EncoderSource.RandomEncoder random) {
            Layout.Builder builder = Layout.builder();
            Network network = Network.of(problem.input(), random.network().layers(), builder, "encoder.");
            float[] parameters = new float[builder.build().size()];
            network.initialise(parameters, RandomStream.of(seed, "random-encoder"));
            return new FrozenEncoder(new NetworkEncoder(network, parameters), parameters.length);
        }
        if (source instanceof EncoderSource.TrainedEncoder trained) {
            return trained(trained.run(), problem, hadoop);
        }
        return new FrozenEncoder(new Pixels(), 0);
    }

    private static FrozenEncoder trained(String run, Problem problem, Configuration hadoop) throws IOException {
        TrainedModel model = TrainedModel.load(new RunFolder(hadoop, run), null, List.of());
        if (!(model.learner() instanceof EncodingLearner learner)) {
            throw new UserMistake("encoder: the model in " + run
                    + " makes no encoder; give the folder of a run with learner = prototypical");
        }
        Problem trainedOn = model.card().problem();
        if (!trainedOn.input().equals(problem.input())) {
            throw UserMistake.of(
                    "images of another size",
                    trainedOn.input() + " as the encoder in " + run + " was trained on",
                    problem.input(),
                    "the data set",
                    "give data of that shape, or another encoder");
        }
        return new FrozenEncoder(
                learner.encoder(trainedOn, model.parameters()),
                model.parameters().size());
    }
}
