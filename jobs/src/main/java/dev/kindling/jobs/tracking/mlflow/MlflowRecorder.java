package dev.kindling.jobs.tracking.mlflow;

import dev.kindling.jobs.report.WrongExample;
import dev.kindling.jobs.tracking.Recorder;
import dev.kindling.jobs.tracking.TrackedRun;
import dev.kindling.jobs.tracking.TrackedStep;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a server of a run from a thread of its own, so that neither a server that is slow nor one that is down holds the training up.
 * What could not be sent is tried again; the end of a run waits for it a while, then says in a warning what is missing there.
 */
final class MlflowRecorder implements Recorder {

    private static final Logger LOG = LoggerFactory.getLogger(MlflowRecorder.class);

    /** MLflow takes no more at a time. */
    private static final int FIGURES_AT_A_TIME = 1_000;

    private static final int SETTINGS_AT_A_TIME = 100;

    /** Servers of before 2023 take no longer values. */
    private static final int LONGEST_VALUE = 500;

    private final TrackedRun run;
    private final Mlflow settings;
    private final MlflowServer server;
    private final Pace pace;
    private final Backlog backlog;
    private final KeptId id;
    private final Thread sender;

    /** What the server is told of a run that ends now. */
    private volatile String status = "FAILED";

    private int told;

    // Of the sender's thread alone.
    private MlflowServer.@Nullable Started started;
    private boolean resumes;
    private int settingsSent;
    private int filesTried;
    private boolean endTroubled;
    private boolean warned;

    // Read at the end by a thread that may not have waited for the sender's.
    private final AtomicInteger settingsLost = new AtomicInteger();
    private final Set<String> filesThere = ConcurrentHashMap.newKeySet();
    private volatile boolean endThere;

    MlflowRecorder(TrackedRun run, Mlflow settings, MlflowServer server, Pace pace) {
        this.run = run;
        this.settings = settings;
        this.server = server;
        this.pace = pace;
        this.id = new KeptId(run, settings.uri());
        this.backlog = new Backlog(pace.most());
        this.sender = new Thread(this::send, "mlflow");
        sender.setDaemon(true);
        sender.start();
    }

    @Override
    public void stepFinished(TrackedStep step) {
        told++;
        backlog.add(new MlflowServer.Step(step.number(), System.currentTimeMillis(), step.figures()));
    }

    @Override
    public void runFinished(List<WrongExample> wrong) {
        end("FINISHED");
    }

    @Override
    public void runStopped() {
        end("KILLED");
    }

    private void end(String as) {
        status = as;
        backlog.close();
    }

    @Override
    public void close() {
        backlog.close();
        try {
            sender.join(pace.end().toMillis());
            sender.interrupt();
            sender.join(pace.answer().toMillis());
        } catch (InterruptedException stopped) {
            sender.interrupt();
            Thread.currentThread().interrupt();
        }
        int filesLost = hasFiles() ? ArtifactFiles.missing(run, filesThere) : 0;
        if (backlog.undelivered() > 0 || settingsLost.get() > 0 || filesLost > 0 || !endThere) {
            LOG.warn(
                    "MLflow at {} has not got {} of {} {}, {} settings, {} files{}; {}",
                    settings.uri(),
                    backlog.undelivered(),
                    told,
                    run.unit(),
                    settingsLost.get(),
                    filesLost,
                    endThere ? "" : ", and not that the run has ended",
                    hasFiles() ? "the run folder has all of it" : run.keep() + " has what there is of it");
        }
    }

    private boolean hasFiles() {
        return status.equals("FINISHED");
    }

    /** All there is, until the run has ended; {@link #close} interrupts it where the end lasts too long. */
    private void send() {
        try {
            boolean more = true;
            while (more) {
                more = sendSteps();
            }
            long wait = pace.firstPause().toMillis();
            // A server that has never answered is not waited for.
            while (started != null && !sendAllOfEnd(started)) {
                Thread.sleep(wait);
                wait = Math.min(2 * wait, pace.longestPause().toMillis());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException unexpected) {
            warn(unexpected);
        }
    }

    /** Sends what there is, or waits; false when there will be no more, or the run has ended. */
    private boolean sendSteps() throws InterruptedException {
        long wait = pace.firstPause().toMillis();
        while (true) {
            try {
                return sendSome();
            } catch (IOException failed) {
                warn(failed);
                if (backlog.isClosed()) {
                    endTroubled = true;
                    return false;
                }
                backlog.pause(wait);
                wait = Math.min(2 * wait, pace.longestPause().toMillis());
            }
        }
    }

    /** False when there will be no more. */
    private boolean sendSome() throws IOException, InterruptedException {
        MlflowServer.Started there = start();
        List<MlflowServer.Step> steps = backlog.take(FIGURES_AT_A_TIME);
        if (steps.isEmpty()) {
            return false;
        }
        deliver(there, steps);
        return true;
    }

    /** What is left of steps, files and the end itself; false where trying again may help. */
    private boolean sendAllOfEnd(MlflowServer.Started there) throws InterruptedException {
        try {
            while (sendSome()) {
                // The next.
            }
            // Files take long to fail, so after a failure they wait until the server knows of the end.
            if (endTroubled) {
                sendEnd(there);
            }
            sendFiles(there);
            sendEnd(there);
            return true;
        } catch (IOException failed) {
            endTroubled = true;
            warn(failed);
            return false;
        }
    }

    private void deliver(MlflowServer.Started there, List<MlflowServer.Step> steps) throws IOException {
        try {
            server.logSteps(there.runId(), steps);
        } catch (Refusal refusal) {
            backlog.lose(steps.size());
            warn(refusal);
        } catch (IOException failed) {
            backlog.putBack(steps);
            throw failed;
        }
    }

    /** The run on the server, with all settings; what an earlier try has done is not done again. */
    private MlflowServer.Started start() throws IOException {
        MlflowServer.Started there = started == null ? goOnOrCreate() : started;
        started = there;
        try {
            id.keep(there.runId());
        } catch (IOException failed) {
            // Tried again with every call; steps do not wait for it.
            warn(failed);
        }
        List<Map.Entry<String, String>> all =
                run.settings().entrySet().stream().map(MlflowRecorder::cut).toList();
        // A setting that is there cannot be changed, and those that decide nothing may be others after a resume.
        while (!resumes && settingsSent < all.size()) {
            int end = Math.min(all.size(), settingsSent + SETTINGS_AT_A_TIME);
            try {
                server.logParameters(there.runId(), all.subList(settingsSent, end));
            } catch (Refusal refusal) {
                settingsLost.addAndGet(end - settingsSent);
                warn(refusal);
            }
            settingsSent = end;
        }
        return there;
    }

    private static Map.Entry<String, String> cut(Map.Entry<String, String> setting) {
        String value = setting.getValue();
        return Map.entry(
                setting.getKey(),
                value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE - 3) + "...");
    }

    private MlflowServer.Started goOnOrCreate() throws IOException {
        String before = id.before();
        if (before != null) {
            try {
                MlflowServer.Started there = server.goOn(before);
                resumes = true;
                return there;
            } catch (Refusal refusal) {
                if (refusal.status() != MlflowServer.NOT_FOUND) {
                    throw refusal;
                }
                // Somebody has taken it away there.
                warn(refusal);
            }
        }
        return server.createRun(
                server.experiment(settings.experiment()), run.folder().getName(), System.currentTimeMillis());
    }

    private void sendFiles(MlflowServer.Started there) throws IOException {
        List<String> names = hasFiles() ? ArtifactFiles.NAMES : List.of();
        for (; filesTried < names.size(); filesTried++) {
            String name = names.get(filesTried);
            try {
                ArtifactFiles.send(run, name, there.artifactUri(), server);
                filesThere.add(name);
            } catch (Refusal | RuntimeException failed) {
                warn(failed);
            }
        }
    }

    private void sendEnd(MlflowServer.Started there) throws IOException {
        if (!endThere) {
            try {
                server.end(there.runId(), status, System.currentTimeMillis());
                endThere = true;
            } catch (Refusal refusal) {
                warn(refusal);
            }
        }
    }

    /** Once a run: what is missing in the end is told at its end. */
    private void warn(Exception failed) {
        if (warned) {
            LOG.debug("MLflow", failed);
            return;
        }
        warned = true;
        LOG.warn(
                "MLflow at {}: {}; the run goes on, and what MLflow has not got is sent again or counted at the end",
                settings.uri(),
                failed.getMessage());
    }
}
