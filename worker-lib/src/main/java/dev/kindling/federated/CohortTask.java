package dev.kindling.federated;

import dev.kindling.aggregation.ClientSlice;
import dev.kindling.aggregation.CohortSlicing;
import dev.kindling.data.Client;
import dev.kindling.metric.Tally;
import java.util.Iterator;
import java.util.stream.IntStream;

/** A task's clients, one after another, each in slices. */
public final class CohortTask {

    private final LocalTraining.Task task;
    private final CohortSlicing slicing;

    CohortTask(LocalTraining.Task task, CohortSlicing slicing) {
        this.task = task;
        this.slicing = slicing;
    }

    /**
     * Trains one client and cuts its update, rounded to float32. A slice is cut when it is asked for: all must be taken
     * before the next client runs. A client whose loss or update is not finite is in every slice as diverged, without values.
     */
    public Iterator<ClientSlice> run(Client client) {
        long start = System.nanoTime();
        ClientUpdate update = task.train(client);
        boolean finite = update.finite() && finite(update.origin(), update.trained());
        Tally tally = new Tally();
        if (finite) {
            tally.report(update.weight(), update.examples(), update.steps(), update.loss());
        } else {
            tally.reportDiverged();
        }
        tally.spend(System.nanoTime() - start);
        return IntStream.range(0, slicing.count())
                .mapToObj(slice -> new ClientSlice(
                        client.id(),
                        slicing.start(slice),
                        finite ? cut(update, slicing.start(slice), slicing.end(slice)) : new float[0],
                        tally))
                .iterator();
    }

    private static boolean finite(float[] origin, float[] trained) {
        for (int i = 0; i < origin.length; i++) {
            if (!Float.isFinite(trained[i] - origin[i])) {
                return false;
            }
        }
        return true;
    }

    private static float[] cut(ClientUpdate update, int from, int to) {
        float[] values = new float[to - from];
        for (int i = 0; i < values.length; i++) {
            values[i] = update.trained()[from + i] - update.origin()[from + i];
        }
        return values;
    }
}
