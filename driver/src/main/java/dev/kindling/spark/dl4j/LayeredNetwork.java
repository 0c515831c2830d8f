package dev.kindling.spark.dl4j;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A network of Deeplearning4j's, of either kind. Not for more than one thread, as theirs are not. */
sealed interface LayeredNetwork permits StackedLayers, WiredLayers {

    /** What stands on the way from the input on: a layer, and what rearranges values before it. */
    record Step(@Nullable InputPreProcessor before, @Nullable Layer layer) {}

    /** A layer that learnt something, by name, and what rearranges values before it. */
    record Learnt(String name, @Nullable InputPreProcessor before, Map<String, INDArray> tensors) {}

    /** Layers that learnt something, from the input on. */
    List<Learnt> learnt();

    /** Names of the layers, from the input on. */
    List<String> layers();

    /** Where the layer stands that feeds the output, in {@link #layers}; -1 if there is none. */
    int lastBeforeOutput();

    /** The way from the input on, as far as it does not fork. */
    List<Step> path();

    DataType dataType();

    long parameters();

    /** What a layer makes of an input, without dropout and noise. */
    INDArray activations(int layer, INDArray input);

    /** Runs all layers, so that an input that does not fit one of them fails. */
    void run(INDArray input);

    /** As Deeplearning4j's zip file, which {@link ModelZip} reads. */
    byte[] bytes() throws IOException;
}
