package dev.kindling.jobs.continual;

import dev.kindling.continual.AccuracyMatrix;
import dev.kindling.continual.ScenarioPlan;
import dev.kindling.continual.TestAnswers;
import dev.kindling.data.partition.Population;
import dev.kindling.fixedpoint.Grid;
import dev.kindling.head.Head;
import dev.kindling.head.Moments;
import dev.kindling.head.MomentsFormat;
import dev.kindling.head.ScoringRule;
import dev.kindling.jobs.config.HeadConfig;
import dev.kindling.jobs.run.RunFolder;
import dev.kindling.nn.Parameters;
import dev.kindling.spark.continual.HeadField;
import dev.kindling.spark.continual.WrongNeighbour;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/** Adds what clients saw to the sums of an exact head. */
final class HeadLearner implements FieldLearner {

    private static final int MISTAKES_SHOWN = 24;

    private final HeadConfig config;
    private final Fieldwork fieldwork;
    private final HeadField field;
    private Moments sums;
    private AccuracyMatrix matrix;
    private int last;
    private @Nullable TestAnswers answers;
    private @Nullable ScoringRule rule;

    /** With a head that has seen all that it must have seen before. */
    HeadLearner(JavaSparkContext spark, HeadConfig config, Fieldwork fieldwork, Head head) {
        this(spark, config, fieldwork, head, label -> true);
    }

    /** The same of some classes only. */
    HeadLearner(
            JavaSparkContext spark, HeadConfig config, Fieldwork fieldwork, Head head, IntPredicate classesOfInterest) {
        this.config = config;
        this.fieldwork = fieldwork;
        Population population = fieldwork.plan().census().population();
        this.field = new HeadField(
                spark,
                head,
                new Grid(config.gridBits()),
                fieldwork.plan().course(),
                fieldwork.examples(),
                example -> classesOfInterest.test(population.label(example))
                        && !config.withoutClasses().contains(population.label(example)));
        this.sums = new Moments(field.format());
        this.matrix = new AccuracyMatrix(
                Math.max(fieldwork.plan().experiences(), fieldwork.plan().tasks()));
    }

    HeadField field() {
        return field;
    }

    @Override
    public void begin() {
        sums = field.base();
    }

    @Override
    public void learn(int experience, boolean measured) {
        sums.add(field.experience(experience, sums, this::takesPart));
        last = experience;
        answers = null;
        if (measured) {
            rule = field.solve(sums);
            answers = field.ask(experience, sums, rule);
            field.record(experience, answers, matrix);
        }
    }

    private boolean takesPart(int client) {
        return !config.withoutClients().contains(client);
    }

    @Override
    public @Nullable TestAnswers answers() {
        return answers;
    }

    @Override
    public AccuracyMatrix matrix() {
        return matrix;
    }

    @Override
    public @Nullable Parameters model() {
        return null;
    }

    @Override
    public boolean foresees() {
        return false;
    }

    @Override
    public int[] classesSeen(int experience) {
        return IntStream.range(0, sums.format().classes())
                .filter(label -> sums.count(label) > 0)
                .toArray();
    }

    @Override
    public long examples() {
        return sums.examples();
    }

    @Override
    public long refused() {
        return sums.refused();
    }

    @Override
    public long bytesUp() {
        ScenarioPlan plan = fieldwork.plan().course().plan();
        return IntStream.of(fieldwork.plan().clients(last))
                .mapToLong(client -> bytes(sums.format(), plan.classes(client, last).length))
                .sum();
    }

    /** Counts and sums of the classes that a client saw, and second moments: of each such class, or one for all. */
    static long bytes(MomentsFormat format, int classes) {
        long perClass = 1L + format.width();
        long triangle = format.width() * (format.width() + 1L) / 2;
        long words =
                switch (format.second()) {
                    case NONE -> classes * perClass;
                    case SHARED -> classes * perClass + triangle;
                    case PER_CLASS -> classes * (perClass + triangle);
                };
        return Long.BYTES * words * (format.heldOut() ? 2 : 1);
    }

    @Override
    public long bytesUpFedAvg() {
        return (long) Float.BYTES
                * fieldwork.encoder().parameters()
                * fieldwork.plan().clients(last).length;
    }

    @Override
    public void save(DataOutputStream out) throws IOException {
        Words.write(sums.words(), out);
        CarriedWords.write(matrix, out);
    }

    @Override
    public void restore(DataInputStream in) throws IOException {
        sums = new Moments(field.format(), 0, Words.longs(in));
        matrix = CarriedWords.matrix(in);
    }

    @Override
    public Digests write(RunFolder folder) throws IOException {
        ScoringRule solved = Objects.requireNonNull(rule, "the last experience is measured");
        List<WrongNeighbour> mistakes = field.mistakes(solved, MISTAKES_SHOWN, this::takesPart);
        Pictures.of(fieldwork, sums, mistakes).write(folder);
        return new Digests(MomentsFile.write(sums, folder), null);
    }
}
