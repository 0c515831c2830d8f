package dev.kindling.jobs.tracking.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kindling.jobs.report.WrongExample;
import dev.kindling.jobs.tracking.Recorder;
import dev.kindling.jobs.tracking.RoundFigures;
import dev.kindling.jobs.tracking.TrackedRun;
import dev.kindling.spark.storage.AtomicFiles;
import dev.kindling.spark.training.RoundReport;
import dev.kindling.spark.training.RunState;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a server of a run from a thread of its own, so that neither a server that is slow nor one that is down holds the training up.
 * What could not be sent is tried again; the end of a run waits for it a while, then says in a warning what is missing there.
 */
final class MlflowRecorder implements Recorder {

    private static final Logger LOG = LoggerFactory.getLogger(MlflowRecorder.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Where the run's id on the server is kept, for a resumed run to go on with. */
    static final String ID_FILE = "mlflow.json";

    /** MLflow takes 1,000 figures and 100 settings at a time. */
    private static final int ROUNDS_AT_A_TIME = 80;

    private static final int SETTINGS_AT_A_TIME = 100;

    /** Servers of before 2023 take no longer values. */
    private static final int LONGEST_VALUE = 500;

    private final TrackedRun run;
    private final Mlflow settings;
    private final MlflowServer server;
    private final Pace pace;
    private final Backlog backlog;
    private final Thread sender;

    private volatile boolean finished;
    private int told;

    // Of the sender's thread; read by others when it has ended.
    private MlflowServer.@Nullable Started started;
    private boolean resumes;
    private int settingsSent;
    private int settingsLost;
    private int filesLost;
    private boolean endLost = true;
    private boolean warned;

    MlflowRecorder(TrackedRun run, Mlflow settings, MlflowServer server, Pace pace) {
        this.run = run;
        this.settings = settings;
        this.server = server;
        this.pace = pace;
        this.backlog = new Backlog(pace.most());
        this.sender = new Thread(this::send, "mlflow");
        sender.setDaemon(true);
        sender.start();
    }

    @Override
    public void roundFinished(RoundReport report, RunState state) {
        told++;
        backlog.add(new MlflowServer.Round(
                report.round(), System.currentTimeMillis(), RoundFigures.of(report, run.measuredOn())));
    }

    @Override
    public void runFinished(List<WrongExample> wrong) {
        finished = true;
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
        if (backlog.undelivered() > 0 || settingsLost > 0 || filesLost > 0 || endLost) {
            LOG.warn(
                    "MLflow at {} has not got {} of {} rounds, {} settings, {} files{}; the run folder has all of it",
                    settings.uri(),
                    backlog.undelivered(),
                    told,
                    settingsLost,
                    filesLost,
                    endLost ? ", and not that the run has ended" : "");
        }
    }

    private void send() {
        try {
            boolean more = true;
            while (more) {
                more = sendRounds();
            }
            if (started != null) {
                sendEnd(started);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException unexpected) {
            warn(unexpected);
        }
    }

    /** Sends what there is, or waits; false when there will be no more, or no more is tried. */
    private boolean sendRounds() throws InterruptedException {
        long wait = pace.firstPause().toMillis();
        while (true) {
            try {
                MlflowServer.Started there = start();
                List<MlflowServer.Round> rounds = backlog.take(ROUNDS_AT_A_TIME);
                if (rounds.isEmpty()) {
                    return false;
                }
                deliver(there, rounds);
                return true;
            } catch (IOException failed) {
                warn(failed);
                if (backlog.isClosed()) {
                    return false;
                }
                backlog.pause(wait);
                wait = Math.min(2 * wait, pace.longestPause().toMillis());
            }
        }
    }

    private void deliver(MlflowServer.Started there, List<MlflowServer.Round> rounds) throws IOException {
        try {
            server.logRounds(there.runId(), rounds);
        } catch (Refusal refusal) {
            backlog.lose(rounds.size());
            warn(refusal);
        } catch (IOException failed) {
            backlog.putBack(rounds);
            throw failed;
        }
    }

    /** The run on the server, with all settings; what an earlier try has done is not done again. */
    private MlflowServer.Started start() throws IOException {
        MlflowServer.Started there = started;
        if (there == null) {
            String before = idBefore();
            resumes = before != null;
            there = before != null
                    ? server.goOn(before)
                    : server.createRun(
                            server.experiment(settings.experiment()),
                            run.folder().getName(),
                            System.currentTimeMillis());
            started = there;
            keepId(there.runId());
        }
        List<Map.Entry<String, String>> all =
                run.settings().entrySet().stream().map(MlflowRecorder::cut).toList();
        // A setting that is there cannot be changed, and those that decide nothing may be others after a resume.
        while (!resumes && settingsSent < all.size()) {
            int end = Math.min(all.size(), settingsSent + SETTINGS_AT_A_TIME);
            try {
                server.logParameters(there.runId(), all.subList(settingsSent, end));
            } catch (Refusal refusal) {
                settingsLost += end - settingsSent;
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

    private @Nullable String idBefore() throws IOException {
        Path file = new Path(run.folder(), ID_FILE);
        FileSystem files = file.getFileSystem(run.hadoop());
        if (!files.exists(file)) {
            return null;
        }
        try (InputStream in = files.open(file)) {
            JsonNode kept = JSON.readTree(in);
            return kept.path("uri").asText().equals(settings.uri())
                    ? kept.path("run-id").textValue()
                    : null;
        }
    }

    private void keepId(String id) throws IOException {
        byte[] kept = JSON.writeValueAsBytes(
                JSON.createObjectNode().put("uri", settings.uri()).put("run-id", id));
        AtomicFiles.write(run.hadoop(), new Path(run.folder(), ID_FILE), out -> out.write(kept));
    }

    private void sendEnd(MlflowServer.Started there) {
        for (String name : finished ? ArtifactFiles.NAMES : List.<String>of()) {
            try {
                ArtifactFiles.send(run, name, there.artifactUri(), server);
            } catch (IOException | RuntimeException failed) {
                filesLost++;
                warn(failed);
            }
        }
        try {
            server.end(there.runId(), finished ? "FINISHED" : "FAILED", System.currentTimeMillis());
            endLost = false;
        } catch (IOException failed) {
            warn(failed);
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
