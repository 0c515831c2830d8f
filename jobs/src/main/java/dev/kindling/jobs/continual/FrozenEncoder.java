package dev.kindling.jobs.continual;

import dev.kindling.encode.Encoder;
import dev.kindling.encode.NetworkEncoder;
import dev.kindling.encode.Pixels;
import dev.kindling.fault.UserMistake;
import dev.kindling.jobs.config.EncoderSource;
import dev.kindling.jobs.run.RunFolder;
import dev.kindling.jobs.run.TrainedModel;
import dev.kindling.learn.EncodingLearner;
import dev.kindling.learn.HiddenLayers;
import dev.kindling.learn.Problem;
import dev.kindling.network.Network;
import dev.kindling.nn.Layout;
import dev.kindling.random.RandomStream;
import dev.kindling.spark.dl4j.Dl4jJar;
import dev.kindling.spark.dl4j.ImportedEncoder;
import dev.kindling.spark.storage.HadoopStorage;
import dev.kindling.spark.storage.PlainFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
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
            return trained(trained, problem, hadoop);
        }
        if (source instanceof EncoderSource.Dl4jModel model) {
            Dl4jJar.require("encoder = dl4j");
            return imported(ImportedEncoder.ofDeeplearning4j(
                    read(model.file(), hadoop), model.layer(), problem.input(), model.file()));
        }
        if (source instanceof EncoderSource.KerasModel model) {
            Dl4jJar.require("encoder = keras");
            return imported(
                    ImportedEncoder.ofKeras(read(model.file(), hadoop), model.layer(), problem.input(), model.file()));
        }
        return new FrozenEncoder(new Pixels(), 0);
    }

    private static FrozenEncoder imported(ImportedEncoder model) {
        return new FrozenEncoder(model.encoder(), model.parameters());
    }

    private static byte[] read(String file, Configuration hadoop) throws IOException {
        try (InputStream in = new HadoopStorage(PlainFiles.configuration(hadoop), "").open(file)) {
            return in.readAllBytes();
        } catch (FileNotFoundException missing) {
            throw new UserMistake("encoder: no model file " + file + "; give a file that is there", missing);
        }
    }

    private static FrozenEncoder trained(EncoderSource.TrainedEncoder source, Problem problem, Configuration hadoop)
            throws IOException {
        TrainedModel model = TrainedModel.load(new RunFolder(hadoop, source.run()), null, List.of());
        Problem trainedOn = model.card().problem();
        if (!trainedOn.input().equals(problem.input())) {
            throw UserMistake.of(
                    "images of another size",
                    trainedOn.input() + " as the encoder in " + source.run() + " was trained on",
                    problem.input(),
                    "the data set",
                    "give data of that shape, or another encoder");
        }
        return new FrozenEncoder(encoder(model, source), model.parameters().size());
    }

    private static Encoder encoder(TrainedModel model, EncoderSource.TrainedEncoder source) {
        Problem problem = model.card().problem();
        if (model.learner() instanceof HiddenLayers layered) {
            return layered.encoder(problem, model.parameters(), source.layer());
        }
        if (model.learner() instanceof EncodingLearner encoding
                && source.layer().isBlank()) {
            return encoding.encoder(problem, model.parameters());
        }
        throw new UserMistake("encoder: the model in " + source.run()
                + (model.learner() instanceof EncodingLearner
                        ? " is one encoder with no layers to choose from; leave layer out"
                        : " has no hidden layers and makes no encoder; give the folder of a run whose learner does"));
    }
}
