package dev.kindling.spark.dl4j;

import dev.kindling.fault.UserMistake;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A ComputationGraph of one input: its layers are all of its vertices but the input. */
record WiredLayers(ComputationGraph network) implements LayeredNetwork {

    WiredLayers {
        int inputs = network.getConfiguration().getNetworkInputs().size();
        if (inputs != 1) {
            throw new UserMistake("a model with " + inputs + " inputs; an encoder takes one");
        }
    }

    private ComputationGraphConfiguration configuration() {
        return network.getConfiguration();
    }

    private String input() {
        return configuration().getNetworkInputs().get(0);
    }

    @Override
    public List<String> layers() {
        List<String> names = new ArrayList<>();
        for (int vertex : network.topologicalSortOrder()) {
            String name = network.getVertices()[vertex].getVertexName();
            if (!name.equals(input())) {
                names.add(name);
            }
        }
        return names;
    }

    @Override
    public int lastBeforeOutput() {
        String output = configuration().getNetworkOutputs().get(0);
        return layers().indexOf(inputsOf(output).get(0));
    }

    @Override
    public List<Step> path() {
        List<Step> path = new ArrayList<>();
        List<String> next = readersOf(input());
        while (next.size() == 1) {
            path.add(step(next.get(0)));
            next = readersOf(next.get(0));
        }
        // Where the way forks at once, all branches take the same input.
        if (path.isEmpty()) {
            path.add(step(next.get(0)));
        }
        return path;
    }

    @Override
    public List<Learnt> learnt() {
        List<Learnt> learnt = new ArrayList<>();
        for (String name : layers()) {
            Layer layer = network.getLayer(name);
            if (layer != null && !layer.paramTable().isEmpty()) {
                InputPreProcessor own = step(name).before();
                learnt.add(new Learnt(name, own == null ? before(name) : own, layer.paramTable()));
            }
        }
        return learnt;
    }

    /** What rearranges values in a vertex of its own, right before this one. */
    private @Nullable InputPreProcessor before(String name) {
        String source = inputsOf(name).get(0);
        return source.equals(input())
                ? null
                : step(source).layer() == null ? step(source).before() : null;
    }

    private List<String> readersOf(String vertex) {
        return layers().stream().filter(name -> inputsOf(name).contains(vertex)).toList();
    }

    private List<String> inputsOf(String vertex) {
        return Objects.requireNonNull(configuration().getVertexInputs().get(vertex));
    }

    private Step step(String name) {
        GraphVertex vertex = configuration().getVertices().get(name);
        if (vertex instanceof LayerVertex layer) {
            return new Step(layer.getPreProcessor(), layer.getLayerConf().getLayer());
        }
        return new Step(vertex instanceof PreprocessorVertex rearranging ? rearranging.getPreProcessor() : null, null);
    }

    @Override
    public DataType dataType() {
        return configuration().getDataType();
    }

    @Override
    public long parameters() {
        return network.numParams();
    }

    @Override
    public INDArray activations(int layer, INDArray input) {
        return network.output(List.of(layers().get(layer)), false, new INDArray[] {input}, null)[0];
    }

    @Override
    public void run(INDArray input) {
        network.output(input);
    }

    @Override
    public byte[] bytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ModelSerializer.writeModel(network, bytes, false);
        return bytes.toByteArray();
    }
}
