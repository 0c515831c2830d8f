package dev.kindling.spark.round;

import dev.kindling.data.Client;
import dev.kindling.federated.ClientTask;
import dev.kindling.federated.RoundContext;
import dev.kindling.metric.Absence;
import dev.kindling.metric.Reported;
import org.apache.spark.TaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Client work that says which client of which round it is: what is logged meanwhile bears both (as {@code round} and
 * {@code client} in the logger's context), what is thrown names both, and a client that is left out is logged.
 */
final class TracedTask<S extends Reported> implements ClientTask<S> {

    private static final Logger LOG = LoggerFactory.getLogger(TracedTask.class);

    /** A logger apart: the command line tells of the failure that ended a run by itself. */
    private static final Logger FAILURES = LoggerFactory.getLogger(ClientFailure.class);

    private final ClientTask<S> task;
    private final RoundContext context;

    TracedTask(ClientTask<S> task, RoundContext context) {
        this.task = task;
        this.context = context;
    }

    @Override
    public void run(Client client, S into) {
        MDC.put("round", Integer.toString(context.round() + 1));
        MDC.put("client", Integer.toString(client.id()));
        try {
            trace(client, into);
        } finally {
            MDC.remove("client");
            MDC.remove("round");
        }
    }

    private void trace(Client client, S into) {
        long notFinite = into.tally().absent(Absence.NOT_FINITE);
        long outOfRange = into.tally().absent(Absence.OUT_OF_RANGE);
        long wrongShape = into.tally().absent(Absence.WRONG_SHAPE);
        try {
            task.run(client, into);
        } catch (RuntimeException failed) {
            logFailure(client, failed);
            throw new ClientFailure(context, client.id(), failed);
        } catch (Error fatal) {
            // Spark decides by its class whether the executor can live on.
            logFailure(client, fatal);
            throw fatal;
        }
        warn(client, into.tally().absent(Absence.NOT_FINITE) - notFinite, "its loss or a parameter is not finite");
        warn(client, into.tally().absent(Absence.OUT_OF_RANGE) - outOfRange, "a change is out of range");
        warn(client, into.tally().absent(Absence.WRONG_SHAPE) - wrongShape, "its update has a wrong shape");
    }

    private void warn(Client client, long more, String why) {
        if (more > 0) {
            LOG.warn(
                    "{}: left out, {}; on-bad-client = fail says more",
                    ClientFailure.placeOf(context, client.id()),
                    why);
        }
    }

    private void logFailure(Client client, Throwable failed) {
        TaskContext here = TaskContext.get();
        // A task that was told to stop may fail in any way.
        if (here == null || !here.isInterrupted()) {
            FAILURES.error("{}: {}", ClientFailure.placeOf(context, client.id()), failed, failed);
        }
    }
}
