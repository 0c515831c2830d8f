package dev.kindling.jobs.tracking.tensorboard;

import dev.kindling.jobs.report.WrongExample;
import dev.kindling.jobs.tracking.Recorder;
import dev.kindling.jobs.tracking.TrackedRun;
import dev.kindling.jobs.tracking.TrackedStep;
import dev.kindling.nn.Layout;
import dev.kindling.nn.Parameters;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a run's event files; what cannot be written ends them with a warning, not the run. */
final class EventRecorder implements Recorder {

    private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);
    static final String FOLDER = "tensorboard";

    private final TrackedRun run;
    private final TensorBoard settings;
    private @Nullable EventFiles files;

    EventRecorder(TrackedRun run, TensorBoard settings) {
        this.run = run;
        this.settings = settings;
        try {
            double now = now();
            files = new EventFiles(run.hadoop(), new Path(run.keep(), FOLDER), now);
            // What an attempt that was cut short told of steps after its checkpoint is told again.
            files.write(Event.restart(now, run.stepsDone() + 1L), now);
        } catch (IOException | RuntimeException failed) {
            giveUp(failed);
        }
    }

    @Override
    public void stepFinished(TrackedStep step) {
        if (files == null) {
            return;
        }
        List<byte[]> values = new ArrayList<>();
        step.figures().forEach((tag, value) -> values.add(Event.scalar(tag, value)));
        Parameters model = step.model();
        if (model != null && (step.number() % settings.every() == 0 || step.number() == run.steps())) {
            addHistograms(model, values);
        }
        write(step.number(), values);
    }

    private static void addHistograms(Parameters model, List<byte[]> values) {
        for (Layout.Tensor tensor : model.layout().tensors()) {
            TensorHistogram histogram = new TensorHistogram(model.values(), tensor.offset(), tensor.size());
            if (!histogram.isEmpty()) {
                values.add(Event.histogram("model/" + tensor.name(), histogram));
            }
        }
    }

    @Override
    public void runFinished(List<WrongExample> wrong) {
        List<byte[]> values = new ArrayList<>();
        for (int i = 0; i < Math.min(settings.images(), wrong.size()); i++) {
            WrongExample example = wrong.get(i);
            String tag = String.format(
                    Locale.ROOT, "wrong/%02d %s taken for %s", i + 1, example.trueClass(), example.predicted());
            values.add(Event.image(
                    tag,
                    example.image().height(),
                    example.image().width(),
                    example.image().channels(),
                    example.image().png()));
        }
        if (!values.isEmpty()) {
            write(run.steps(), values);
        }
    }

    private void write(int step, List<byte[]> values) {
        if (files != null) {
            try {
                double now = now();
                files.write(Event.summary(now, step, values), now);
            } catch (IOException | RuntimeException failed) {
                giveUp(failed);
            }
        }
    }

    private void giveUp(Exception failed) {
        LOG.warn(
                "the event files for TensorBoard in {} end here, the run goes on without them: {}",
                new Path(run.keep(), FOLDER),
                String.valueOf(failed.getMessage()));
        EventFiles broken = files;
        files = null;
        try {
            if (broken != null) {
                broken.close();
            }
        } catch (IOException | RuntimeException again) {
            LOG.debug("closing them failed too", again);
        }
    }

    private static double now() {
        return System.currentTimeMillis() / 1e3;
    }

    @Override
    public void close() {
        if (files != null) {
            try {
                files.close();
            } catch (IOException | RuntimeException failed) {
                giveUp(failed);
            }
        }
    }
}
