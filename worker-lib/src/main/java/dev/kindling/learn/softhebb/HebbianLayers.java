package dev.kindling.learn.softhebb;

import dev.kindling.learn.Classifier;
import dev.kindling.learn.Problem;
import dev.kindling.network.BatchNorm;
import dev.kindling.network.ChannelsLast;
import dev.kindling.network.Conv2d;
import dev.kindling.network.Layer;
import dev.kindling.network.MaxPool;
import dev.kindling.network.Network;
import dev.kindling.network.Pass;
import dev.kindling.nn.Dense;
import dev.kindling.nn.Layout;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;
import dev.kindling.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * All layers with their places in a model.
 *
 * @param stages first to last
 * @param last normalises what the classifier reads
 */
record HebbianLayers(List<Stage> stages, Network last, Dense head, Layout layout) {

    /**
     * One layer.
     *
     * @param before normalises
     * @param convolution what learns
     * @param behind triangle and maximum
     */
    record Stage(Network before, Network convolution, Network behind) {}

    static HebbianLayers of(SoftHebb settings, Problem problem) {
        Layout.Builder builder = Layout.builder();
        List<Stage> stages = new ArrayList<>();
        Shape shape = problem.input();
        for (int l = 0; l < settings.channels().size(); l++) {
            if (l > 0) {
                builder.nextBlock();
            }
            List<Layer> first = new ArrayList<>(List.of(BatchNorm.plain()));
            if (l == 0) {
                first.add(0, new ChannelsLast());
            }
            String name = "layer" + l;
            Network before = Network.of(shape, first, builder, name + ".before");
            Conv2d kernels = new Conv2d(settings.channels().get(l), settings.kernel(), 1, settings.kernel() / 2, false);
            Network convolution = Network.of(before.output(), List.of(kernels), builder, name + ".convolution");
            List<Layer> rest = new ArrayList<>(List.of(new Triangle()));
            if (Math.min(shape.height(), shape.width()) >= 2) {
                rest.add(new MaxPool(2));
            }
            Network behind = Network.of(convolution.output(), rest, builder, name + ".behind");
            stages.add(new Stage(before, convolution, behind));
            shape = behind.output();
        }
        builder.nextBlock();
        Network last = Network.of(shape, List.of(BatchNorm.plain()), builder, "classifier.before");
        Dense head = Dense.add(builder, "classifier", shape.size(), problem.classes());
        return new HebbianLayers(List.copyOf(stages), last, head, builder.build());
    }

    /** A convolution begins with variance 2 / inputs; half of that makes a length of 1. */
    void initialise(float[] parameters, RandomStream random) {
        for (Stage stage : stages) {
            stage.before.initialise(parameters, random);
            stage.convolution.initialise(parameters, random);
        }
        for (Layout.Tensor tensor : layout.tensors()) {
            for (int i = tensor.offset();
                    tensor.name().contains(".convolution") && i < tensor.offset() + tensor.size();
                    i++) {
                parameters[i] *= (float) Math.sqrt(0.5);
            }
        }
        last.initialise(parameters, random);
        head.initialise(parameters, 1 / Math.sqrt(head.in()), random);
    }

    /** What the classifier reads. */
    Network features() {
        List<Network> all = new ArrayList<>();
        for (Stage stage : stages) {
            all.addAll(List.of(stage.before, stage.convolution, stage.behind));
        }
        all.add(last);
        return Network.chain(all);
    }

    Classifier classifier(int capacity) {
        Pass pass = features().open(capacity);
        float[] logits = new float[Blas.lengthFor(capacity, head.out())];
        return (parameters, batch, scores) -> {
            float[] values = pass.infer(parameters, batch.inputs(), batch.size());
            head.forwardByRow(parameters, values, batch.size(), logits);
            System.arraycopy(logits, 0, scores, 0, batch.size() * head.out());
        };
    }
}
