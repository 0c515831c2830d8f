package dev.kindling.spark.dl4j;

import dev.kindling.data.Client;
import dev.kindling.nn.Activation;
import dev.kindling.nn.Layout;
import dev.kindling.nn.Parameters;
import dev.kindling.random.RandomStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.nd4j.linalg.dataset.DataSet;

/** Deeplearning4j's SparkDl4jMultiLayer with its ParameterAveragingTrainingMaster, one pass over the data at a time. */
public final class ParameterAveraging {

    private final Layout layout;
    private final JavaRDD<DataSet> data;
    private final SparkDl4jMultiLayer training;

    /**
     * How it averages.
     *
     * @param workers tasks that train at the same time
     * @param batch examples in a minibatch
     * @param averagingFrequency minibatches that a worker trains between two averagings
     * @param rate of gradient descent
     */
    public record Settings(int workers, int batch, int averagingFrequency, double rate) {}

    /**
     * Prepares a training.
     *
     * @param start of a network of dense layers
     * @param seed any, 0 too: what ND4J gets is derived from it
     */
    public ParameterAveraging(
            JavaSparkContext spark,
            JavaRDD<Client> clients,
            Parameters start,
            Activation activation,
            Settings settings,
            long seed) {
        layout = start.layout();
        int classes = layout.tensors().get(layout.tensors().size() - 1).size();
        // Minibatches are made once: on each pass Deeplearning4j splits this data set once for every averaging.
        data = clients.coalesce(Math.min(settings.workers(), clients.getNumPartitions()))
                .mapPartitions(new Minibatches(settings.batch(), classes));
        ParameterAveragingTrainingMaster master = new ParameterAveragingTrainingMaster.Builder(
                        settings.workers(), settings.batch())
                .batchSizePerWorker(settings.batch())
                .averagingFrequency(settings.averagingFrequency())
                .rddTrainingApproach(RDDTrainingApproach.Direct)
                .rngSeed(seedOf(seed))
                .build();
        MultiLayerNetwork network = DenseNetwork.of(start, activation, settings.rate(), seedOf(seed));
        training = new SparkDl4jMultiLayer(spark, network, master);
    }

    /** Odd, for ND4J takes 0 for "no seed". */
    static long seedOf(long seed) {
        return RandomStream.of(seed, "deeplearning4j").nextLong() | 1;
    }

    /** One pass over all examples; returns the loss that Deeplearning4j reports of it. */
    public double pass() {
        training.fit(data);
        return training.getScore();
    }

    /** The model now, in our layout. */
    public Parameters model() {
        return DenseNetwork.values(training.getNetwork(), layout);
    }
}
