package dev.kindling.jobs.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.apache.spark.storage.BlockId;
import org.apache.spark.storage.BlockManager;
import org.apache.spark.util.TaskCompletionListener;
import scala.collection.JavaConverters;
import scala.runtime.AbstractFunction1;

/** Does harm from inside the executors, in first attempts of tasks: a plugin that Spark loads from the test class path. */
public final class Saboteur implements SparkPlugin {

    /** Names the harm, separated by commas. */
    static final String HARM = "spark.kindling.test.harm";

    /** The file that asks an executor to hold; the one that does takes it away and writes one with its process id. */
    static final String HOLD = "spark.kindling.test.hold";

    private enum Harm {
        /** One task stands still until it is killed, from when the file is there. */
        HOLD,
        /** Every task takes a moment more, so that whatever comes comes in the middle of a round. */
        PACE,
        /** The task takes seconds, unless it is killed. */
        SLOW,
        /** The task fails when all its work is done. */
        THROW,
        /** The executor's shuffle files are deleted. */
        LOSE_SHUFFLE,
        /** All that the executor has cached is dropped. */
        LOSE_CACHE
    }

    private static final int MOST_OF_A_KIND = 4;
    private static final long PACE_MILLIS = 100;
    private static final long SLOW_MILLIS = 20_000;
    private static final long HOLD_MILLIS = 60_000;
    // The first two shuffles deal the examples out to the clients.
    private static final Pattern FILE_OF_A_ROUND = Pattern.compile("shuffle_([2-9]|\\d\\d+)_.*");

    @Override
    public DriverPlugin driverPlugin() {
        return new DriverPlugin() {};
    }

    @Override
    public ExecutorPlugin executorPlugin() {
        return new InExecutor();
    }

    private static final class InExecutor implements ExecutorPlugin {

        private final Map<Harm, Integer> done = new EnumMap<>(Harm.class);
        private final Set<Harm> wanted = new HashSet<>();
        private Path hold = Path.of("");

        @Override
        public void init(PluginContext context, Map<String, String> extra) {
            hold = Path.of(context.conf().get(HOLD, ""));
            for (String name : context.conf().get(HARM, "").split(",", -1)) {
                wanted.add(Harm.valueOf(name.replace('-', '_').toUpperCase(Locale.ROOT)));
            }
        }

        @Override
        public synchronized void onTaskStart() {
            TaskContext task = TaskContext.get();
            if (task.attemptNumber() == 0 && task.stageAttemptNumber() == 0) {
                for (Harm harm : wanted) {
                    if (done.getOrDefault(harm, 0) < MOST_OF_A_KIND && does(harm, task)) {
                        done.merge(harm, 1, Integer::sum);
                    }
                }
            }
        }

        private boolean does(Harm harm, TaskContext task) {
            return switch (harm) {
                case HOLD -> hold(task);
                case PACE -> {
                    sleep(PACE_MILLIS);
                    yield false;
                }
                case SLOW -> slow(task);
                case THROW -> {
                    task.addTaskCompletionListener((TaskCompletionListener) finished -> {
                        throw new IllegalStateException("on purpose");
                    });
                    yield true;
                }
                case LOSE_SHUFFLE -> loseShuffle();
                case LOSE_CACHE -> loseCache();
            };
        }

        /** Only where another task of the stage can tell what is slow. */
        private static boolean slow(TaskContext task) {
            if (task.numPartitions() < 2 || task.partitionId() != 0) {
                return false;
            }
            sleep(SLOW_MILLIS);
            return true;
        }

        /** Only in a round. */
        private boolean hold(TaskContext task) {
            String step = String.valueOf(task.getLocalProperty("spark.job.description"));
            if (!step.contains(": train ")) {
                return false;
            }
            try {
                // Whoever takes the file away holds.
                Files.delete(hold);
                Path draft = hold.resolveSibling(hold.getFileName() + ".draft");
                Files.writeString(draft, Long.toString(ProcessHandle.current().pid()));
                Files.move(draft, hold.resolveSibling(hold.getFileName() + ".held"));
            } catch (IOException notAsked) {
                return false;
            }
            sleep(HOLD_MILLIS);
            return true;
        }

        private static void sleep(long millis) {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException killed) {
                Thread.currentThread().interrupt();
            }
        }

        private static boolean loseShuffle() {
            boolean lost = false;
            for (File file : JavaConverters.seqAsJavaList(
                    SparkEnv.get().blockManager().diskBlockManager().getAllFiles())) {
                lost |= FILE_OF_A_ROUND.matcher(file.getName()).matches() && file.delete();
            }
            return lost;
        }

        private static boolean loseCache() {
            BlockManager blocks = SparkEnv.get().blockManager();
            var cached = blocks.getMatchingBlockIds(new AbstractFunction1<BlockId, Object>() {
                @Override
                public Object apply(BlockId block) {
                    return block.isRDD();
                }
            });
            JavaConverters.seqAsJavaList(cached).forEach(block -> blocks.removeBlock(block, true));
            return cached.nonEmpty();
        }
    }
}
