package dev.kindling.jobs.continual;

import dev.kindling.codec.Safetensors;
import dev.kindling.continual.AccuracyMatrix;
import dev.kindling.continual.TestAnswers;
import dev.kindling.federated.fault.Faults;
import dev.kindling.jobs.config.ConfigReader;
import dev.kindling.jobs.config.StrategyConfig;
import dev.kindling.jobs.run.ModelCard;
import dev.kindling.jobs.run.Run;
import dev.kindling.jobs.run.RunFolder;
import dev.kindling.nn.Layout;
import dev.kindling.nn.Parameters;
import dev.kindling.spark.continual.ContinualListener;
import dev.kindling.spark.continual.ContinualSetup;
import dev.kindling.spark.continual.ContinualState;
import dev.kindling.spark.continual.ContinualTraining;
import dev.kindling.spark.round.RoundRules;
import dev.kindling.spark.storage.AtomicFiles;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/** Trains a network with a strategy against forgetting. */
final class StrategyLearner implements FieldLearner, ContinualListener {

    private final StrategyConfig config;
    private final Fieldwork fieldwork;
    private final ContinualTraining training;
    private @Nullable ContinualState state;
    private @Nullable TestAnswers answers;
    private long examples;
    private long bytesUp;

    StrategyLearner(JavaSparkContext spark, StrategyConfig config, Fieldwork fieldwork) {
        this.config = config;
        this.fieldwork = fieldwork;
        ContinualSetup setup = new ContinualSetup(
                config.network(),
                config.strategy(),
                config.algorithm(),
                config.merge(),
                new RoundRules(config.onBadClient(), config.minReports(), config.roundAttempts(), Faults.none()),
                config.seed(),
                config.rounds(),
                config.cohort(),
                config.evaluateEvery());
        this.training = new ContinualTraining(spark, setup, fieldwork.plan().course(), fieldwork.examples(), this);
    }

    @Override
    public void begin() {
        state = training.start();
        for (int base = 0; base < fieldwork.plan().course().before(); base++) {
            learnNext();
        }
    }

    @Override
    public void learn(int experience, boolean measured) {
        learnNext();
    }

    private void learnNext() {
        answers = null;
        bytesUp = 0;
        ContinualState before = state();
        int number = before.carried().experiences();
        state = training.next(before);
        examples += IntStream.range(0, config.clients())
                .mapToLong(client -> fieldwork.plan().course().plan().examples(client, number).length)
                .sum();
    }

    private ContinualState state() {
        return Objects.requireNonNull(state, "a run begins before it learns");
    }

    @Override
    public void sent(int experience, long bytes) {
        bytesUp += bytes;
    }

    @Override
    public void measured(int experience, TestAnswers given) {
        answers = given;
    }

    @Override
    public @Nullable TestAnswers answers() {
        return answers;
    }

    /** Without the row and the column of the base. */
    @Override
    public AccuracyMatrix matrix() {
        AccuracyMatrix all = state().accuracy();
        int before = fieldwork.plan().course().before();
        return all.part(before, all.experiences() - before);
    }

    @Override
    public Parameters model() {
        return state().carried().model();
    }

    @Override
    public boolean foresees() {
        return true;
    }

    @Override
    public int[] classesSeen(int experience) {
        return fieldwork
                .plan()
                .course()
                .outline()
                .classesSeen(experience + fieldwork.plan().course().before());
    }

    @Override
    public long examples() {
        return examples;
    }

    @Override
    public long refused() {
        return 0;
    }

    @Override
    public long bytesUp() {
        return bytesUp;
    }

    @Override
    public long bytesUpFedAvg() {
        return 0;
    }

    @Override
    public void save(DataOutputStream out) throws IOException {
        out.writeLong(examples);
        CarriedWords.write(state(), out);
    }

    @Override
    public void restore(DataInputStream in) throws IOException {
        examples = in.readLong();
        Layout layout = config.network().layout(fieldwork.examples().problem());
        state = CarriedWords.read(layout, in);
    }

    @Override
    public Digests write(RunFolder folder) throws IOException {
        Parameters model = model();
        AtomicFiles.Written file = AtomicFiles.writeDigested(
                folder.hadoop(), folder.file(RunFolder.MODEL), out -> Safetensors.write(model, Map.of(), out));
        int rounds =
                config.strategy().rounds(config.rounds()) * state().carried().experiences();
        ModelCard card = ModelCard.of(
                fieldwork.examples().problem(),
                fieldwork.plan().census().classNames(),
                new ConfigReader().write(config.asRun()),
                config.seed(),
                rounds);
        folder.writeText(RunFolder.MODEL_CARD, Run.text(card));
        return new Digests(null, file.sha256());
    }
}
