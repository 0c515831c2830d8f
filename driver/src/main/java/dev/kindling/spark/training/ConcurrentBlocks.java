package dev.kindling.spark.training;

import dev.kindling.learn.BlockwiseLearner;
import dev.kindling.learn.LoneBlock;
import dev.kindling.nn.Parameters;
import dev.kindling.spark.round.Rounds;
import dev.kindling.spark.shard.ClientSet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkContext;
import org.slf4j.MDC;

/**
 * A job for each block, started from threads of the driver: a round ends when all have, and each block merges by itself. Which ends
 * first shows in no result. The first error cancels the jobs of the others and is the round's.
 */
final class ConcurrentBlocks implements RoundSchedule {

    private static final int PATIENCE_SECONDS = 10;

    private final RoundSetup setup;
    private final List<LoneBlock> blocks = new ArrayList<>();
    private final List<Rounds> rounds = new ArrayList<>();
    private final int jobs;
    private final String tag;

    /** Of at most so many jobs at a time. */
    ConcurrentBlocks(RoundSetup setup, ClientSet clients, int jobs) {
        this.setup = setup;
        this.jobs = jobs;
        // Jobs can be cancelled by a tag without touching whatever group the caller has put them in.
        tag = "kindling-blocks-" + clients.rdd().id();
        for (int b = 0; b < ((BlockwiseLearner) setup.learner()).blocksApart(); b++) {
            LoneBlock lone = setup.block(b);
            blocks.add(lone);
            rounds.add(setup.of(lone, b, clients));
        }
    }

    @Override
    public Trained round(TrainingPlan plan, RunState before) {
        long start = System.nanoTime();
        List<Callable<Done>> work = new ArrayList<>();
        for (int b = 0; b < blocks.size(); b++) {
            int block = b;
            work.add(() -> new Done(block, train(block, plan, before)));
        }
        Rounds.Outcome[] outcomes = all(work);
        long joined = System.nanoTime();
        float[] values = new float[before.model().size()];
        for (int b = 0; b < outcomes.length; b++) {
            float[] own = outcomes[b].global().values();
            System.arraycopy(own, 0, values, before.model().layout().blockStart(b), own.length);
        }
        Parameters model = new Parameters(before.model().layout(), values);
        return Trained.sideBySide(List.of(outcomes), model, (joined - start) / 1e9, (System.nanoTime() - joined) / 1e9);
    }

    private record Done(int block, Rounds.Outcome outcome) {}

    private Rounds.Outcome train(int block, TrainingPlan plan, RunState before) {
        int round = before.round();
        String label = plan.name(round + 1) + ", block " + block + ": train " + plan.cohort() + " clients";
        SparkContext spark = setup.spark().sc();
        MDC.put("round", Integer.toString(round + 1));
        spark.addJobTag(tag);
        spark.setInterruptOnCancel(true);
        // Of use where spark.scheduler.mode is FAIR, else Spark takes no notice of it.
        spark.setLocalProperty("spark.scheduler.pool", "block-" + block);
        Parameters own = RoundSetup.part(before.model(), block, blocks.get(block));
        return RoundJobs.during(setup.spark(), label, () -> rounds.get(block)
                .run(own, plan.seed(), round, plan.rounds(), plan.cohort()));
    }

    private Rounds.Outcome[] all(List<Callable<Done>> work) {
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(jobs, work.size()), ConcurrentBlocks::thread);
        Rounds.Outcome[] outcomes = new Rounds.Outcome[work.size()];
        try {
            CompletionService<Done> running = new ExecutorCompletionService<>(threads);
            work.forEach(running::submit);
            for (int i = 0; i < outcomes.length; i++) {
                Done done = running.take().get();
                outcomes[done.block] = done.outcome;
            }
            threads.shutdown();
            return outcomes;
        } catch (ExecutionException failed) {
            throw rethrown(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while blocks trained", stopped);
        } finally {
            if (!threads.isShutdown()) {
                cancel(threads);
            }
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "kindling-block");
        thread.setDaemon(true);
        return thread;
    }

    /** Lets no further block begin, ends the jobs of those that have, and waits a little for them to let go of what they broadcast. */
    private void cancel(ExecutorService threads) {
        setup.spark().sc().cancelJobsWithTag(tag);
        threads.shutdownNow();
        try {
            threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        // A block that was between two jobs when the first were cancelled has started another.
        setup.spark().sc().cancelJobsWithTag(tag);
    }

    private static RuntimeException rethrown(ExecutionException failed) {
        if (failed.getCause() instanceof Error fatal) {
            throw fatal;
        }
        return failed.getCause() instanceof RuntimeException told ? told : new IllegalStateException(failed.getCause());
    }
}
