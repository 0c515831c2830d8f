package dev.kindling.federated;

import dev.kindling.aggregation.ClientSlice;
import dev.kindling.aggregation.CohortSlicing;
import dev.kindling.data.Client;
import dev.kindling.metric.Absence;
import dev.kindling.metric.Tally;
import dev.kindling.nn.Parameters;
import java.util.Iterator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A task's clients, one after another, each in slices. */
public final class CohortTask {

    private final LocalTraining.Task task;
    private final Parameters global;
    private final RoundContext context;
    private final CohortSlicing slicing;

    CohortTask(LocalTraining.Task task, Parameters global, RoundContext context, CohortSlicing slicing) {
        this.task = task;
        this.global = global;
        this.context = context;
        this.slicing = slicing;
    }

    /**
     * Trains one client and cuts its update, rounded to float32. A slice is cut when it is asked for: all must be taken
     * before the next client runs. A client whose loss or update is not finite, or whose update has a wrong shape, is in every
     * slice without values, or ends the run, as the round's context says.
     */
    public Iterator<ClientSlice> run(Client client) {
        long start = System.nanoTime();
        ClientUpdate update = task.train(client);
        BadUpdate bad = bad(update);
        Tally tally = new Tally();
        if (bad == null) {
            tally.report(update.weight(), update.examples(), update.steps(), update.loss());
        } else {
            bad.handle(client.id(), context, tally);
        }
        tally.spend(System.nanoTime() - start);
        return IntStream.range(0, slicing.count())
                .mapToObj(slice -> new ClientSlice(
                        client.id(),
                        slicing.start(slice),
                        bad == null ? cut(update, slicing.start(slice), slicing.end(slice)) : new float[0],
                        tally))
                .iterator();
    }

    /** Both ends may be finite and their difference not. */
    private @Nullable BadUpdate bad(ClientUpdate update) {
        BadUpdate unfit = BadUpdate.unfit(update, global);
        for (int i = 0; unfit == null && i < update.origin().length; i++) {
            float change = update.trained()[i] - update.origin()[i];
            if (!Float.isFinite(change)) {
                unfit = new BadUpdate(
                        Absence.OUT_OF_RANGE, "expected changes that float32 can hold, found one of parameter " + i);
            }
        }
        return unfit;
    }

    private static float[] cut(ClientUpdate update, int from, int to) {
        float[] values = new float[to - from];
        for (int i = 0; i < values.length; i++) {
            values[i] = update.trained()[from + i] - update.origin()[from + i];
        }
        return values;
    }
}
