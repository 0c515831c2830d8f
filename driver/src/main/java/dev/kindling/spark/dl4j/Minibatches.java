package dev.kindling.spark.dl4j;

import dev.kindling.data.Client;
import dev.kindling.data.Examples;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Cuts what each client holds into minibatches of Deeplearning4j's kind, in stored order; a client's last may be smaller. */
record Minibatches(int batch, int classes) implements FlatMapFunction<Iterator<Client>, DataSet> {

    @Override
    public Iterator<DataSet> call(Iterator<Client> clients) {
        List<DataSet> minibatches = new ArrayList<>();
        clients.forEachRemaining(client -> {
            Examples examples = client.examples();
            for (int from = 0; from < examples.size(); from += batch) {
                minibatches.add(minibatch(examples, from, Math.min(from + batch, examples.size())));
            }
        });
        return minibatches.iterator();
    }

    private DataSet minibatch(Examples examples, int from, int to) {
        int rows = to - from;
        int width = examples.features().width();
        float[] inputs = new float[rows * width];
        float[] labels = new float[rows * classes];
        for (int row = 0; row < rows; row++) {
            examples.features().copyRow(from + row, inputs, row * width);
            labels[row * classes + examples.label(from + row)] = 1;
        }
        return new DataSet(
                Nd4j.create(inputs, new int[] {rows, width}, 'c'), Nd4j.create(labels, new int[] {rows, classes}, 'c'));
    }
}
