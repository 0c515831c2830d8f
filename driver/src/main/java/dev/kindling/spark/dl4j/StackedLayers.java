package dev.kindling.spark.dl4j;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A MultiLayerNetwork: layers one behind another. */
record StackedLayers(MultiLayerNetwork network) implements LayeredNetwork {

    @Override
    public List<String> layers() {
        return network.getLayerNames();
    }

    @Override
    public int lastBeforeOutput() {
        return network.getnLayers() - 2;
    }

    @Override
    public List<Step> path() {
        MultiLayerConfiguration configuration = network.getLayerWiseConfigurations();
        List<Step> path = new ArrayList<>();
        for (int l = 0; l < network.getnLayers(); l++) {
            path.add(new Step(
                    configuration.getInputPreProcess(l),
                    configuration.getConf(l).getLayer()));
        }
        return path;
    }

    @Override
    public List<Learnt> learnt() {
        List<Learnt> learnt = new ArrayList<>();
        for (int l = 0; l < network.getnLayers(); l++) {
            if (!network.getLayer(l).paramTable().isEmpty()) {
                learnt.add(new Learnt(
                        network.getLayerNames().get(l),
                        network.getLayerWiseConfigurations().getInputPreProcess(l),
                        network.getLayer(l).paramTable()));
            }
        }
        return learnt;
    }

    @Override
    public DataType dataType() {
        return network.getLayerWiseConfigurations().getDataType();
    }

    @Override
    public long parameters() {
        return network.numParams();
    }

    @Override
    public INDArray activations(int layer, INDArray input) {
        List<INDArray> all = network.feedForwardToLayer(layer, input, false);
        return all.get(all.size() - 1);
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
