package dev.kindling.continual;

import dev.kindling.data.partition.PartitionPlan;
import dev.kindling.data.partition.Population;
import dev.kindling.fault.UserMistake;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The same classes in every experience, in another domain (van de Ven et al. 2022): permuted pixels, turned images, other groups.
 *
 * @param experiences number of experiences and of domains, at least 1
 * @param domain what sets them apart
 * @param repeat whether every example is seen in every domain, as in Permuted-MNIST; else each in one, nearly equal numbers.
 *     Examples of a group have one domain, so groups cannot repeat
 * @param order in which experience a client meets a domain
 * @param presence which clients are there when
 * @param blur probability that an example is seen, in its own domain, in the experience before or after, in [0, 1]
 * @param perCell most examples of a client in an experience, 0 for all
 */
public record DomainIncremental(
        int experiences, Domain domain, boolean repeat, ClientOrder order, Presence presence, double blur, int perCell)
        implements Scenario {

    public DomainIncremental {
        new Grid(experiences, order, presence, blur, perCell);
        UserMistake.requireRange(
                !repeat || !(domain instanceof Domain.Groups), "repeat", "false where the domain is groups", repeat);
    }

    /** Ten permutations of the pixels, every example in each. */
    public static DomainIncremental defaults() {
        return new DomainIncremental(
                10, new Domain.PermutedPixels(), true, ClientOrder.SAME, new Presence.Always(), 0, 0);
    }

    @Override
    public DomainTransform transform(int task, Shape shape, long seed) {
        return domain.transform(task, shape, seed);
    }

    @Override
    public ScenarioPlan plan(Population population, PartitionPlan holders, long seed) {
        int[] classes = ClassSequence.BY_LABEL.of(population, 0, seed);
        int[][] taskClasses = new int[experiences][];
        Arrays.setAll(taskClasses, task -> classes.clone());
        return new Grid(experiences, order, presence, blur, perCell)
                .plan(population, holders, taskClasses, tasksOf(population, seed), new int[0], seed);
    }

    private Grid.TasksOf tasksOf(Population population, long seed) {
        if (repeat) {
            int[] all = IntStream.range(0, experiences).toArray();
            return example -> all;
        }
        int[] taskOf = domain instanceof Domain.Groups ? byGroup(population, seed) : byExample(population, seed);
        return example -> new int[] {taskOf[example]};
    }

    private int[] byExample(Population population, long seed) {
        int[] order = RandomStream.of(seed, "domain-examples").permutation(population.size());
        return Arrays.stream(order).map(place -> place % experiences).toArray();
    }

    private int[] byGroup(Population population, long seed) {
        int[] groupOf =
                IntStream.range(0, population.size()).map(population::group).toArray();
        int[] groups = Arrays.stream(groupOf).distinct().sorted().toArray();
        if (groups.length < experiences) {
            throw UserMistake.of(
                    "more experiences than groups",
                    "at most " + groups.length + " experiences",
                    experiences,
                    "the scenario",
                    "take fewer experiences, or data with groups");
        }
        int[] order = RandomStream.of(seed, "domain-groups").permutation(groups.length);
        return Arrays.stream(groupOf)
                .map(group -> order[Arrays.binarySearch(groups, group)] % experiences)
                .toArray();
    }
}
