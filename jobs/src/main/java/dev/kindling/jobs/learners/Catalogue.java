package dev.kindling.jobs.learners;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import dev.kindling.fault.UserMistake;
import dev.kindling.jobs.config.ConfigReader;
import dev.kindling.jobs.config.RunConfig;
import dev.kindling.learn.Problem;
import dev.kindling.learn.backprop.NetworkBackprop;
import dev.kindling.network.Network;
import dev.kindling.network.PlacedLayer;
import dev.kindling.nn.Layout;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What can be compared, by name: learners.conf. */
public final class Catalogue {

    private static final String FILE = "learners.conf";
    private static final String LEAST = "least-rounds";

    private final Config all;

    private Catalogue(Config all) {
        this.all = all;
    }

    public static Catalogue read() {
        return new Catalogue(ConfigFactory.parseResources(Catalogue.class.getClassLoader(), FILE)
                .resolve());
    }

    public List<String> data() {
        return names("data");
    }

    public List<String> settings() {
        return names("settings");
    }

    public List<String> learners() {
        return names("learners");
    }

    private List<String> names(String section) {
        return all.getConfig(section).root().entrySet().stream()
                .sorted((one, other) -> Integer.compare(
                        one.getValue().origin().lineNumber(),
                        other.getValue().origin().lineNumber()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * The trial as a run.
     *
     * @param budget passes over the examples; a rule in closed form takes as many rounds as it has reduces
     */
    RunConfig run(Trial trial, Budget budget) {
        Config learner = all.getConfig("learners." + trial.learner());
        Config setting = all.getConfig("settings." + trial.setting());
        int rounds = learner.hasPath("rounds") ? learner.getInt("rounds") : budget.epochs();
        Config run = learner.withoutPath("reference")
                .withoutPath(LEAST)
                .withValue("data", data(trial, budget))
                .withValue("clients", setting.getValue("clients"))
                .withValue("partitioner", setting.getValue("partitioner"))
                .withValue("seed", ConfigValueFactory.fromAnyRef(trial.seed()))
                .withValue("rounds", ConfigValueFactory.fromAnyRef(rounds))
                .withValue("evaluate-every", ConfigValueFactory.fromAnyRef(rounds))
                .withValue("checkpoint-every", ConfigValueFactory.fromAnyRef(1));
        if (setting.hasPath("batch") && !isInClosedForm(trial.learner())) {
            run = run.withValue("algorithm.batch", setting.getValue("batch"));
        }
        String text = run.root().render(ConfigRenderOptions.concise());
        return new ConfigReader().readAgain(text, FILE + ", " + trial.folder(), null, List.of());
    }

    /** The budget of a rule's shortest run, by the same examples. */
    Budget shortest(String learner, Budget budget) {
        String path = "learners." + learner + "." + LEAST;
        return new Budget(all.hasPath(path) ? all.getInt(path) : 1, budget.share());
    }

    private ConfigValue data(Trial trial, Budget budget) {
        ConfigValue whole = all.getValue("data." + trial.data());
        return budget.share() == 1
                ? whole
                : ConfigValueFactory.fromMap(
                        Map.of("type", "subset", "data", whole.unwrapped(), "share", budget.share()));
    }

    /** Whether a rule takes as many rounds as it has reduces, whatever the passes. */
    boolean isInClosedForm(String learner) {
        return all.hasPath("learners." + learner + ".rounds");
    }

    /**
     * Floating-point operations that the reference of a rule's family needs to learn from one example: two a multiplication, of the way
     * forth, of the gradient by the weights and, behind the first layer, of that by the inputs. Empty where there is no reference.
     */
    Optional<Long> operations(String learner, Problem problem) {
        String path = "learners." + learner + ".reference";
        if (!all.hasPath(path)) {
            return Optional.empty();
        }
        Trial reference = new Trial(data().get(0), settings().get(0), all.getString(path), 1);
        NetworkBackprop backprop =
                (NetworkBackprop) run(reference, Budget.ONE_PASS).learner();
        Network network = Network.of(problem.input(), backprop.network().layers(), Layout.builder(), "");
        long multiplications =
                network.multiplications() + (long) network.output().size() * problem.classes();
        long first = network.layers().stream()
                .mapToLong(PlacedLayer::multiplications)
                .filter(count -> count > 0)
                .findFirst()
                .orElse(multiplications);
        return Optional.of(6 * multiplications - 2 * first);
    }

    /** Refuses a name that is not among {@code known}. */
    public static void require(String option, List<String> names, List<String> known) {
        for (String name : names) {
            if (!known.contains(name)) {
                throw UserMistake.of(option, "some of " + known, name, "the command line", "give names from this list");
            }
        }
    }
}
