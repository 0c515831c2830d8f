package dev.kindling.jobs.continual;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kindling.continual.ClassRecall;
import dev.kindling.continual.Reconnaissance;
import dev.kindling.continual.ScenarioPlan;
import dev.kindling.fault.UserMistake;
import dev.kindling.head.Head;
import dev.kindling.head.Moments;
import dev.kindling.jobs.config.ConfigReader;
import dev.kindling.jobs.config.ContinualConfig;
import dev.kindling.jobs.config.HeadConfig;
import dev.kindling.jobs.run.FiniteNumbers;
import dev.kindling.jobs.run.Provenance;
import dev.kindling.jobs.run.RunFolder;
import dev.kindling.spark.continual.HeadField;
import dev.kindling.spark.storage.HadoopStorage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Takes a contribution out of a run's sums: it is made again from its examples and subtracted. Since sums are exact, what
 * remains has the bytes of a run that never had it.
 */
public final class Forgetting {

    private static final ObjectMapper JSON = FiniteNumbers.mapper();

    private final JavaSparkContext spark;
    private final RunFolder run;
    private final RunFolder out;
    private final HadoopStorage data;

    public Forgetting(JavaSparkContext spark, RunFolder run, RunFolder out, HadoopStorage data) {
        this.spark = spark;
        this.run = run;
        this.out = out;
        this.data = data;
    }

    /**
     * What remains.
     *
     * @param takenOut examples
     * @param remaining examples
     * @param accuracy on the test examples of the classes that remain, in [0, 1]
     * @param classes that remain
     */
    public record Outcome(long takenOut, long remaining, double accuracy, int classes, String momentsSha256) {}

    /** Takes out all that a client contributed, in whatever experience. */
    public Outcome client(int client) throws IOException {
        HeadConfig before = config();
        if (client < 0 || client >= before.clients() || before.withoutClients().contains(client)) {
            throw UserMistake.of(
                    "--client",
                    "a client that the run had, 0 to " + (before.clients() - 1),
                    client,
                    run,
                    "see config.json");
        }
        return remove(
                before,
                without(before, "clients", before.withoutClients(), client),
                label -> true,
                field -> field.client(client),
                plan -> plan.base().length == 0 && plan.examples(client, 0).length > 0,
                "client " + client);
    }

    /** Takes out all examples of a class, of base and clients. */
    public Outcome ofClass(int label) throws IOException {
        HeadConfig before = config();
        HeadConfig after = without(before, "classes", before.withoutClasses(), label);
        return remove(
                before,
                after,
                other -> other == label,
                HeadField::everything,
                plan -> IntStream.of(plan.base().length == 0 ? plan.classesIn(0) : plan.baseClasses())
                        .anyMatch(first -> first == label),
                "class " + label);
    }

    private HeadConfig config() throws IOException {
        run.requireRun();
        String where = run.file(RunFolder.CONFIG).toString();
        if (!run.holds(MomentsFile.NAME)) {
            throw new UserMistake(
                    "forget: the model in " + run + " is no sum of contributions that could be subtracted;"
                            + " train again without the client, or use kindling continual with an exact head");
        }
        ContinualConfig config =
                new ConfigReader().readContinualAgain(run.readText(RunFolder.CONFIG), where, List.of());
        if (!(config instanceof HeadConfig head)) {
            throw UserMistake.of("forget", "a run of an exact head", "a strategy", where, "copy the folder again");
        }
        if (head.scenario() instanceof Reconnaissance missions
                && missions.query().needsScores()) {
            throw new UserMistake("forget: which images clients took in " + run
                    + " depended on what all had taught the model before, so a run without one of them would have taken others;"
                    + " run again with without-clients or without-classes, or with query = at-random");
        }
        return head;
    }

    private HeadConfig without(HeadConfig config, String what, List<Integer> before, int one) {
        List<Integer> more = new ArrayList<>(before);
        more.add(one);
        return (HeadConfig) new ConfigReader()
                .readContinualAgain(
                        new ConfigReader().write(config), run.toString(), List.of("without-" + what + "=" + more));
    }

    private Outcome remove(
            HeadConfig before,
            HeadConfig after,
            IntPredicate classes,
            Function<HeadField, Moments> contribution,
            Predicate<ScenarioPlan> isAmongTheFirst,
            String who)
            throws IOException {
        out.requireEmpty();
        try (Fieldwork kept = new Fieldwork(spark, after, data)) {
            HeadPreparation.requireForgettable(
                    before.head(), kept.plan().course().plan(), isAmongTheFirst, who);
            Head head = new HeadPreparation(spark, after, kept, data).head();
            Moments part;
            try (Fieldwork fieldwork = new Fieldwork(spark, before, data)) {
                part = contribution.apply(new HeadLearner(spark, before, fieldwork, head, classes).field());
            }
            Moments sums = MomentsFile.read(part.format(), run);
            sums.subtract(part);
            HeadField field = new HeadLearner(spark, after, kept, head).field();
            int domains = kept.examples().domainCount();
            ClassRecall recall = field.ask(kept.plan().experiences() - 1, sums).recall(0, domains - 1);
            return write(after, part, sums, recall);
        }
    }

    private Outcome write(HeadConfig after, Moments part, Moments sums, ClassRecall recall) throws IOException {
        int[] seen = IntStream.range(0, sums.format().classes())
                .filter(label -> sums.count(label) > 0)
                .toArray();
        out.writeText(RunFolder.PROVENANCE, JSON.writeValueAsString(Provenance.collect(spark, after.seed())) + "\n");
        Outcome outcome = new Outcome(
                part.examples(), sums.examples(), recall.accuracy(seen), seen.length, MomentsFile.write(sums, out));
        out.writeText(RunFolder.SUMMARY, JSON.writeValueAsString(outcome) + "\n");
        // Last: a folder that holds it is taken for a run.
        out.writeText(RunFolder.CONFIG, new ConfigReader().write(after));
        return outcome;
    }
}
