package dev.kindling.jobs.run;

import com.fasterxml.jackson.databind.ObjectWriter;
import dev.kindling.codec.Safetensors;
import dev.kindling.evaluation.Measure;
import dev.kindling.evaluation.Scorecard;
import dev.kindling.fault.UserMistake;
import dev.kindling.jobs.config.ConfigReader;
import dev.kindling.jobs.config.RunConfig;
import dev.kindling.jobs.tracking.RoundFigures;
import dev.kindling.jobs.tracking.TrackedRun;
import dev.kindling.jobs.tracking.TrackedStep;
import dev.kindling.jobs.tracking.Tracking;
import dev.kindling.learn.LayerwiseLearner;
import dev.kindling.learn.OnePredictor;
import dev.kindling.learn.Problem;
import dev.kindling.nn.Parameters;
import dev.kindling.spark.baseline.Baseline;
import dev.kindling.spark.checkpoint.Checkpoints;
import dev.kindling.spark.evaluate.Evaluation;
import dev.kindling.spark.label.JobLabel;
import dev.kindling.spark.observe.Observation;
import dev.kindling.spark.storage.AtomicFiles;
import dev.kindling.spark.storage.HadoopStorage;
import dev.kindling.spark.training.RoundListener;
import dev.kindling.spark.training.RoundReport;
import dev.kindling.spark.training.RunState;
import dev.kindling.spark.training.Training;
import dev.kindling.spark.training.TrainingPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;

/** One run: trains, and leaves behind a folder from which everything can be read again. */
public final class Run {

    private static final ObjectWriter JSON = FiniteNumbers.mapper().writerWithDefaultPrettyPrinter();
    private static final int WRONG_EXAMPLES = 24;
    private static final String START = "start-sha256";

    private final JavaSparkContext spark;
    private final RunConfig config;
    private final RunFolder folder;
    private final HadoopStorage data;

    public Run(JavaSparkContext spark, RunConfig config, RunFolder folder, HadoopStorage data) {
        this.spark = spark;
        this.config = config;
        this.folder = folder;
        this.data = data;
    }

    /**
     * Runs all rounds, or those that remain where {@code resume} finds a checkpoint.
     *
     * @throws dev.kindling.fault.UserMistake if the folder holds a run already, or one of another configuration
     */
    public Summary execute(boolean resume, RoundListener listener) throws IOException {
        if (config.trainer() instanceof Baseline baseline) {
            requireTrains(baseline, resume);
        }
        ConfigReader configs = new ConfigReader();
        StartingWeights weights = StartingWeights.read(config.start(), spark.hadoopConfiguration());
        String fingerprint = Sha256.of(configs.fingerprintText(config) + weights.sha256());
        Checkpoints checkpoints =
                new Checkpoints(folder.hadoop(), folder.checkpoints(), fingerprint, config.keepCheckpoints());
        if (resume) {
            requireSame(configs);
            requireSame(weights);
        } else {
            folder.requireNew();
        }
        try (Experiment experiment = new Experiment(spark, config, data)) {
            RunState fresh = fresh(experiment, weights);
            folder.writeText(RunFolder.CONFIG, configs.write(config));
            writeProvenance(weights);
            experiment.load(spark);
            RunState start = resume ? checkpoints.latest(fresh.model().layout()).orElse(fresh) : fresh;
            try (MetricsLog log = MetricsLog.open(folder, start.round());
                    Tracking tracking = new Tracking(config.tracking(), tracked(start, configs))) {
                RunState end = train(experiment, start, checkpoints, log, (report, state) -> {
                    tracking.stepFinished(() -> new TrackedStep(
                            report.round(),
                            RoundFigures.of(report, config.measuredOn()).named(),
                            state.model()));
                    tell(listener, report, state, tracking);
                });
                Summary summary = finish(experiment, end, log, configs);
                tracking.runFinished(new FolderReport(folder)::wrong);
                return summary;
            }
        }
    }

    private static void tell(RoundListener listener, RoundReport report, RunState state, Tracking tracking) {
        try {
            listener.roundFinished(report, state);
        } catch (EarlyStop stop) {
            tracking.runStopped();
            throw stop;
        }
    }

    private TrackedRun tracked(RunState start, ConfigReader configs) {
        return new TrackedRun(
                folder.hadoop(),
                folder.path(),
                folder.path(),
                "rounds",
                start.round(),
                config.rounds(),
                configs.settings(config));
    }

    private void requireTrains(Baseline baseline, boolean resume) {
        if (resume) {
            throw new UserMistake("--resume: a baseline trainer has no checkpoints to go on from; start a new run");
        }
        baseline.requireTrains(config.learner());
    }

    /** Before anything is written: what is in the folder stays what it was. */
    private void requireSame(ConfigReader configs) throws IOException {
        folder.requireRun();
        String where = folder.file(RunFolder.CONFIG).toString();
        RunConfig before = configs.readAgain(folder.readText(RunFolder.CONFIG), where, null, List.of());
        String difference = configs.difference(before, config);
        if (!difference.isEmpty()) {
            throw new UserMistake("resume with another configuration: " + difference + ", in " + where
                    + "; resume with the configuration of the run, or start a new run with another --out");
        }
    }

    /** A run goes on only from where it began. */
    private void requireSame(StartingWeights weights) throws IOException {
        if (weights.sha256().isEmpty() || !folder.holds(RunFolder.PROVENANCE)) {
            return;
        }
        String where = folder.file(RunFolder.PROVENANCE).toString();
        String before = FiniteNumbers.mapper()
                .readTree(folder.readText(RunFolder.PROVENANCE))
                .path(START)
                .asText();
        if (!before.equals(weights.sha256())) {
            throw UserMistake.of(
                    "start: SHA-256 of the file",
                    before,
                    weights.sha256(),
                    where,
                    "put back the file the run began with");
        }
    }

    private void writeProvenance(StartingWeights weights) throws IOException {
        Map<String, String> facts = Provenance.collect(spark, config.seed());
        if (!weights.sha256().isEmpty()) {
            facts.put(START, weights.sha256());
        }
        folder.writeText(RunFolder.PROVENANCE, JSON.writeValueAsString(facts) + "\n");
    }

    private RunState fresh(Experiment experiment, StartingWeights weights) {
        Problem problem = experiment.census().problem();
        RunState random = Training.start(config.learner(), problem, config.seed());
        return new RunState(random.round(), weights.over(config.learner(), problem, random.model()));
    }

    private RunState train(
            Experiment experiment, RunState start, Checkpoints checkpoints, MetricsLog log, RoundListener listener) {
        TrainingPlan plan =
                new TrainingPlan(config.seed(), config.rounds(), config.cohortSize(), config.evaluateEvery());
        if (config.trainer() instanceof Baseline baseline) {
            return baseline.train(experiment.baselineTask(spark, config.learner()), plan, start, (report, state) -> {
                log.add(report);
                listener.roundFinished(report, state);
            });
        }
        try (Observation observation = new Observation(spark.sc(), config.rounds())) {
            return experiment.training().run(plan, start, (report, state) -> {
                log.add(report);
                if (state.round() % config.checkpointEvery() == 0) {
                    try {
                        checkpoints.save(state);
                    } catch (IOException failed) {
                        throw new UncheckedIOException("cannot write a checkpoint: " + failed.getMessage(), failed);
                    }
                }
                observation.roundFinished(report, state);
                listener.roundFinished(report, state);
            });
        }
    }

    /** model.json. */
    public static String text(ModelCard card) throws IOException {
        return JSON.writeValueAsString(card) + "\n";
    }

    private Summary finish(Experiment experiment, RunState end, MetricsLog log, ConfigReader configs)
            throws IOException {
        Parameters model = end.model();
        AtomicFiles.Written file = AtomicFiles.writeDigested(
                folder.hadoop(), folder.file(RunFolder.MODEL), out -> Safetensors.write(model, Map.of(), out));
        ModelCard card = ModelCard.of(
                experiment.census().problem(),
                experiment.census().classNames(),
                configs.write(config),
                config.seed(),
                end.round());
        folder.writeText(RunFolder.MODEL_CARD, text(card));

        FinalMeasure measure = config.measure() instanceof Measure.EpisodeAccuracy episodes
                ? FinalMeasure.of(episodes, experiment.episodes(model, episodes))
                : classAccuracy(experiment, model);
        Summary summary = Summary.of(
                log.reports(),
                end.round(),
                measure,
                config.measuredOn(),
                file.sha256(),
                config.seed(),
                model.size(),
                experiment.clients().size());
        folder.writeText(RunFolder.SUMMARY, JSON.writeValueAsString(summary) + "\n");
        new FolderReport(folder).write();
        return summary;
    }

    private FinalMeasure classAccuracy(Experiment experiment, Parameters model) throws IOException {
        Evaluation evaluation =
                new Evaluation(spark, config.learner(), experiment.census().problem());
        Scorecard test = JobLabel.during(
                spark.sc(),
                "final evaluation on the test split",
                () -> evaluation.run(experiment.test(), model, WRONG_EXAMPLES));
        Scorecard own = JobLabel.during(
                spark.sc(),
                "final evaluation on the clients' own examples",
                () -> evaluation.run(experiment.clients(), model, 0));
        folder.writeText(
                RunFolder.EVALUATION,
                JSON.writeValueAsString(
                                EvaluationFile.of(test, own.spread(), experiment.census(), layers(experiment, model)))
                        + "\n");
        return new FinalMeasure(test.confusion().accuracy(), Summary.Spread.of(own.spread()), null);
    }

    /** Accuracy of each part of the model that can predict by itself, in their order. */
    private Map<String, Double> layers(Experiment experiment, Parameters model) {
        Map<String, Double> accuracies = new LinkedHashMap<>();
        Problem problem = experiment.census().problem();
        if (config.learner() instanceof LayerwiseLearner layerwise) {
            List<String> names = layerwise.predictors(problem);
            for (int i = 0; i < names.size(); i++) {
                Evaluation alone = new Evaluation(spark, new OnePredictor(layerwise, i), problem);
                Scorecard card = JobLabel.during(
                        spark.sc(),
                        "final evaluation of " + names.get(i),
                        () -> alone.run(experiment.test(), model, 0));
                accuracies.put(names.get(i), card.confusion().accuracy());
            }
        }
        return accuracies;
    }
}
