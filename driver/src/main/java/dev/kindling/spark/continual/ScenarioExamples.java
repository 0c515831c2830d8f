package dev.kindling.spark.continual;

import dev.kindling.continual.Domain;
import dev.kindling.continual.DomainIncremental;
import dev.kindling.continual.Scenario;
import dev.kindling.continual.ScenarioPlan;
import dev.kindling.data.Client;
import dev.kindling.data.Examples;
import dev.kindling.data.partition.PartitionPlan;
import dev.kindling.encode.Encoder;
import dev.kindling.encode.Pixels;
import dev.kindling.fault.UserMistake;
import dev.kindling.learn.Problem;
import dev.kindling.spark.head.EmbedClients;
import dev.kindling.spark.shard.ClientSet;
import dev.kindling.tensor.Shape;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The examples of a scenario as they are learnt from and measured on: through their domain, then embedded. Training examples are cached as they
 * are stored and embedded when they are seen; test examples are cached as embeddings, once for each domain.
 */
public final class ScenarioExamples implements AutoCloseable {

    private final JavaSparkContext spark;
    private final Scenario scenario;
    private final PartitionPlan holders;
    private final ClientSet train;
    private final ClientSet test;
    private final SeenClients.Way way;
    private final int classes;
    private final List<ClientSet> domains = new ArrayList<>();

    /**
     * Takes ownership of both sets.
     *
     * @param holders who holds which training example: what {@code train} was made from
     * @param problem the stored examples'
     * @throws UserMistake if nobody knows which domain a test example is of
     */
    public ScenarioExamples(
            JavaSparkContext spark,
            Scenario scenario,
            PartitionPlan holders,
            ClientSet train,
            ClientSet test,
            Encoder encoder,
            Problem problem,
            long seed) {
        requireDomains(scenario);
        this.spark = spark;
        this.scenario = scenario;
        this.holders = holders;
        this.train = train;
        this.test = test;
        this.classes = problem.classes();
        Shape input = problem.input();
        this.way = new SeenClients.Way(scenario, input, seed, new EmbedClients(spark, encoder, input));
        for (int domain = 0; domain < domainsOf(scenario); domain++) {
            domains.add(domain == 0 && way.embedding().changesNothing() ? test : through(domain));
        }
    }

    /**
     * Refuses a scenario whose domains nobody could put a test example into.
     *
     * @throws UserMistake for domains of groups
     */
    public static void requireDomains(Scenario scenario) {
        if (scenario instanceof DomainIncremental domains && domains.domain() instanceof Domain.Groups) {
            throw UserMistake.of(
                    "scenario",
                    "domains that the test split can be put into",
                    "domains of groups",
                    "the scenario",
                    "take permuted-pixels or rotated-images");
        }
    }

    private static int domainsOf(Scenario scenario) {
        return scenario instanceof DomainIncremental domains ? domains.experiences() : 1;
    }

    private ClientSet through(int domain) {
        SeenClients.Way to = way;
        JavaRDD<Client> seen = test.rdd().mapPartitions(shards -> put(shards, domain, to), true);
        int[] sizes = IntStream.range(0, test.size()).map(test::examples).toArray();
        return new ClientSet(seen.setName("test examples of domain " + domain), sizes, test.partitions());
    }

    private static Iterator<Client> put(Iterator<Client> shards, int domain, SeenClients.Way way) {
        UnaryOperator<Examples> embedding = way.embedding().open();
        List<Client> put = new ArrayList<>();
        shards.forEachRemaining(shard -> put.add(new Client(
                shard.id(),
                embedding.apply(new Examples(
                        way.scenario()
                                .transform(domain, way.shape(), way.seed())
                                .apply(shard.examples().features()),
                        shard.examples().labels())))));
        return put.iterator();
    }

    /** What is learnt from: embeddings, or the examples where these are their own. */
    public Problem problem() {
        return new Problem(way.embedding().output(), classes);
    }

    public Scenario scenario() {
        return scenario;
    }

    long seed() {
        return way.seed();
    }

    /** Test examples of each domain; of the only one where tasks are classes. */
    List<ClientSet> domains() {
        return domains;
    }

    /** How many domains there are, 1 where tasks are classes. */
    public int domainCount() {
        return domains.size();
    }

    /** The domain that a task is in. */
    public int domainOf(int task) {
        return domains.size() == 1 ? 0 : task;
    }

    /** Clients with what they see in some consecutive experiences. */
    SeenClients seen(ScenarioPlan plan, int first, int last) {
        Cells cells = Cells.of(plan, holders, first, last, client -> true, example -> true);
        return SeenClients.byViewer(spark, train, cells, way);
    }

    /** Some examples at those who hold them. */
    SeenClients held(Cells cells) {
        return SeenClients.byHolder(spark, train, cells, way);
    }

    /**
     * Something made of the embedded examples that a course begins with: its base, or where there is none what clients see in the first
     * experience.
     *
     * @param counts which examples there are
     */
    public <T> T first(Course course, IntPredicate clients, IntPredicate counts, Function<ClientSet, T> work) {
        ScenarioPlan plan = course.outline();
        int[] base = IntStream.of(plan.base()).filter(counts).toArray();
        Cells cells = plan.base().length > 0
                ? Cells.ofExamples(base, holders)
                : Cells.of(plan, holders, 0, 0, clients, counts);
        try (SeenClients seen = held(cells)) {
            return work.apply(seen.set());
        }
    }

    /** The same as they would be shown: in their domain, but not embedded. */
    SeenClients shown(Cells cells) {
        EmbedClients plain = new EmbedClients(spark, new Pixels(), way.shape());
        return SeenClients.byHolder(spark, train, cells, new SeenClients.Way(scenario, way.shape(), way.seed(), plain));
    }

    /** Test examples as they are stored. */
    ClientSet test() {
        return test;
    }

    PartitionPlan holders() {
        return holders;
    }

    JavaSparkContext spark() {
        return spark;
    }

    @Override
    public void close() {
        for (ClientSet domain : domains) {
            if (domain != test) {
                domain.close();
            }
        }
        way.embedding().close();
        train.close();
        test.close();
    }
}
