package dev.kindling.jobs.continual;

import dev.kindling.continual.ScenarioPlan;
import dev.kindling.data.Split;
import dev.kindling.data.partition.PartitionPlan;
import dev.kindling.data.partition.Population;
import dev.kindling.fault.UserMistake;
import dev.kindling.jobs.config.ContinualConfig;
import dev.kindling.jobs.config.HeadConfig;
import dev.kindling.spark.continual.Course;
import dev.kindling.spark.continual.ScenarioExamples;
import dev.kindling.spark.shard.ClientSource;
import dev.kindling.spark.storage.HadoopStorage;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Who sees what in a run, as labels and the configuration alone decide it. Experiences and tasks are the scenario's, from 0; the base is before
 * them, also where it is an experience of the course.
 *
 * @param census of the training examples
 * @param measured of the examples that accuracies are of
 * @param clients who holds what
 */
record FieldPlan(
        ContinualConfig config,
        ClientSource.Census census,
        ClientSource.Census measured,
        PartitionPlan clients,
        Course course) {

    /** Reads the labels. */
    static FieldPlan of(ContinualConfig config, HadoopStorage storage) {
        ScenarioExamples.requireDomains(config.scenario());
        ClientSource.Census census = ClientSource.census(config.measuredData(), storage, Split.TRAIN);
        Population population = census.population();
        PartitionPlan clients = config.partitioner().plan(population, config.clients(), config.seed());
        Course course =
                new Course(config.scenario(), population, clients, config.seed(), !(config instanceof HeadConfig));
        ClientSource.Census measured = ClientSource.census(config.measuredData(), storage, Split.TEST);
        if (!measured.problem().equals(census.problem())) {
            throw UserMistake.of(
                    "images of another size, or other classes, in the test split",
                    census.problem(),
                    measured.problem(),
                    "the data set",
                    "give splits of the same kind of data");
        }
        FieldPlan plan = new FieldPlan(config, census, measured, clients, course);
        if (config instanceof HeadConfig head) {
            CountedOnce.require(head, plan);
        }
        return plan;
    }

    int experiences() {
        return course.outline().experiences() - course.before();
    }

    int tasks() {
        return course.outline().tasks() - course.before();
    }

    /** The base's classes. */
    int[] baseClasses() {
        ScenarioPlan outline = course.outline();
        return course.before() > 0 ? outline.classesOfTask(0) : outline.baseClasses();
    }

    /** What a client sees in an experience that was learnt. */
    int[] examples(int client, int experience) {
        return course.plan().examples(client, experience + course.before());
    }

    /** The task of each of these. */
    int[] tasks(int client, int experience) {
        return IntStream.of(course.plan().tasks(client, experience + course.before()))
                .map(task -> task - course.before())
                .toArray();
    }

    /** The classes that clients see in an experience. */
    int[] classesIn(int experience) {
        return course.outline().classesIn(experience + course.before());
    }

    /** The classes that clients have seen up to an experience; the base's too only where they were seen again. */
    int[] classesSeen(int experience) {
        return IntStream.rangeClosed(0, experience)
                .flatMap(e -> Arrays.stream(classesIn(e)))
                .distinct()
                .sorted()
                .toArray();
    }

    /** Those that will see something in an experience, but for those that the run shall never have had. */
    int[] foreseenClients(int experience) {
        return foreseenClients(experience + course.before(), experience + course.before());
    }

    /** Those that will see something in these experiences of the course. */
    int[] foreseenClients(int first, int last) {
        ScenarioPlan outline = course.outline();
        return taking(client ->
                IntStream.rangeClosed(first, last).anyMatch(number -> outline.examples(client, number).length > 0));
    }

    /** Examples that they will learn from in an experience of the course, each as often as it is seen. */
    int foreseenExamples(int number) {
        return IntStream.of(foreseenClients(number, number))
                .map(client -> counted(course.outline().examples(client, number)))
                .sum();
    }

    /** How many of these are of classes that the run shall have had. */
    int counted(int[] examples) {
        return (int) IntStream.of(examples)
                .filter(example -> !(config instanceof HeadConfig head)
                        || !head.withoutClasses().contains(census.population().label(example)))
                .count();
    }

    /** The clients that see something in an experience but for those that the run shall never have had. */
    int[] clients(int experience) {
        return taking(client -> examples(client, experience).length > 0);
    }

    private int[] taking(IntPredicate part) {
        return IntStream.range(0, config.clients())
                .filter(client -> !(config instanceof HeadConfig head)
                        || !head.withoutClients().contains(client))
                .filter(part)
                .toArray();
    }

    /** Whether an experience is measured. */
    boolean measures(int experience) {
        return (experience + course.before() + 1) % config.evaluateEvery() == 0 || experience + 1 == experiences();
    }
}
