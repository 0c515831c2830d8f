package dev.kindling.spark.observe;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.ExceptionFailure;
import org.apache.spark.TaskFailedReason;
import org.apache.spark.TaskKilled;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.TaskInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs a line for every task that failed and is tried again: the result stays the same, but a machine may be dying. The
 * failure of a last attempt ends the job with an exception and is told by that.
 */
final class RetriedTasks extends SparkListener {

    private static final Logger LOG = LoggerFactory.getLogger(RetriedTasks.class);

    private final int attempts;
    private final Map<Integer, String> stages = new ConcurrentHashMap<>();

    /** {@code attempts} is how often a task may fail before the job does. */
    RetriedTasks(int attempts) {
        this.attempts = attempts;
    }

    @Override
    public void onStageSubmitted(SparkListenerStageSubmitted event) {
        stages.put(event.stageInfo().stageId(), event.stageInfo().name());
    }

    @Override
    public void onStageCompleted(SparkListenerStageCompleted event) {
        stages.remove(event.stageInfo().stageId());
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd event) {
        // A copy of a task that another has beaten is killed; nothing is wrong with it.
        if (event.reason() instanceof TaskFailedReason reason && !(reason instanceof TaskKilled)) {
            TaskInfo task = event.taskInfo();
            boolean last = reason.countTowardsTaskFailures() && task.attemptNumber() + 1 >= attempts;
            if (!last) {
                LOG.warn(
                        "{}: task {} failed on {} (attempt {} of {}) and is tried again: {}",
                        stages.getOrDefault(event.stageId(), "stage " + event.stageId()),
                        task.index(),
                        task.executorId().equals("driver")
                                ? "the driver"
                                : "executor " + task.executorId() + ", " + task.host(),
                        task.attemptNumber() + 1,
                        attempts,
                        firstLine(reason));
            }
        }
    }

    private static String firstLine(TaskFailedReason reason) {
        String text = reason instanceof ExceptionFailure failure
                ? failure.className() + ": " + failure.description()
                : reason.toErrorString();
        return text.lines().findFirst().orElse("");
    }
}
