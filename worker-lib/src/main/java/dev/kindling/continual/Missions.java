package dev.kindling.continual;

import dev.kindling.data.partition.Population;
import dev.kindling.fault.UserMistake;
import dev.kindling.random.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The missions of a {@link Reconnaissance} as they are flown: what is left of the field, and what was taken. One owner. */
public final class Missions {

    private final Reconnaissance settings;
    private final Population population;
    private final int clients;
    private final long seed;

    /** Field classes with images, ascending, and their images, ascending. */
    private final int[] classes;

    private final int[][] images;
    private final boolean[] seen;
    private final int[] unseen;
    private final List<List<int[]>> flown = new ArrayList<>();

    Missions(Reconnaissance settings, Population population, int clients, long seed) {
        this.settings = settings;
        this.population = population;
        this.clients = clients;
        this.seed = seed;
        this.seen = new boolean[population.size()];
        this.classes = ClassSequence.BY_LABEL.of(population, settings.firstField(population), seed);
        if (settings.classesPerClient() > classes.length) {
            throw UserMistake.of(
                    "mission larger than what is left",
                    "at most " + classes.length + " classes a client",
                    settings.classesPerClient(),
                    "the field, labels from " + settings.firstField(population) + " on",
                    "lower classes-per-client or base-classes, or give data with more classes");
        }
        this.images = imagesOf(classes, population);
        this.unseen = Arrays.stream(images).mapToInt(of -> of.length).toArray();
    }

    private static int[][] imagesOf(int[] classes, Population population) {
        IntStream.Builder[] images = new IntStream.Builder[population.classes()];
        Arrays.setAll(images, label -> IntStream.builder());
        for (int example = 0; example < population.size(); example++) {
            images[population.label(example)].add(example);
        }
        return Arrays.stream(classes)
                .mapToObj(label -> images[label].build().toArray())
                .toArray(int[][]::new);
    }

    /** Whether there is another mission: unseen images are left, and fewer missions than the most were flown. */
    public boolean hasNext() {
        return flown.size() < settings.missions() && Arrays.stream(unseen).anyMatch(left -> left > 0);
    }

    /** Missions flown so far. */
    public int flown() {
        return flown.size();
    }

    /** Images of the field that nobody has seen. */
    public int unseenImages() {
        return Arrays.stream(unseen).sum();
    }

    /**
     * Flies the next mission.
     *
     * @param uncertainty asked once for each class a client draws, if the query needs it
     * @return the images that each client takes, ascending
     * @throws UserMistake if nothing is left or enough missions were flown
     */
    public List<int[]> next(Uncertainty uncertainty) {
        if (!hasNext()) {
            throw UserMistake.of(
                    "empty mission",
                    "unseen images and fewer than " + settings.missions() + " missions",
                    unseenImages() + " images and " + flown.size() + " missions",
                    "the field",
                    "end the missions here, or draw with replacement");
        }
        List<int[]> taken = new ArrayList<>();
        int[][] drawn = draws();
        for (int client = 0; client < clients; client++) {
            taken.add(fly(client, drawn[client], uncertainty));
        }
        flown.add(taken);
        return List.copyOf(taken);
    }

    /** The classes that clients will draw in the next mission, ascending, each once: they do not depend on the query. */
    public int[] classesAhead() {
        return Arrays.stream(draws())
                .flatMapToInt(Arrays::stream)
                .map(index -> classes[index])
                .distinct()
                .sorted()
                .toArray();
    }

    /** Unseen images of some classes, ascending. */
    public int[] unseenOf(int[] labels) {
        return IntStream.range(0, classes.length)
                .filter(index -> Arrays.binarySearch(labels, classes[index]) >= 0)
                .flatMap(index -> Arrays.stream(images[index]))
                .filter(image -> !seen[image])
                .sorted()
                .toArray();
    }

    /** The indices of the classes that each client draws in the next mission: counts of unseen images decide, not which they are. */
    private int[][] draws() {
        int[] left = unseen.clone();
        int[][] drawn = new int[clients][];
        for (int client = 0; client < clients; client++) {
            int[] open =
                    IntStream.range(0, classes.length).filter(i -> left[i] > 0).toArray();
            RandomStream.of(seed, "mission-classes", flown.size(), client).shuffle(open);
            drawn[client] = Arrays.copyOf(open, Math.min(settings.classesPerClient(), open.length));
            if (!settings.replacement()) {
                for (int index : drawn[client]) {
                    left[index] -= Math.min(settings.imagesPerClass(), left[index]);
                }
            }
        }
        return drawn;
    }

    private int[] fly(int client, int[] drawn, Uncertainty uncertainty) {
        IntStream.Builder taken = IntStream.builder();
        for (int index : drawn) {
            for (int image : take(index, client, uncertainty)) {
                taken.add(image);
            }
        }
        return taken.build().sorted().toArray();
    }

    private int[] take(int index, int client, Uncertainty uncertainty) {
        int mission = flown.size();
        int[] candidates =
                Arrays.stream(images[index]).filter(image -> !seen[image]).toArray();
        double[] scores = settings.query().needsScores()
                ? uncertainty.of(mission, candidates.clone())
                : random(RandomStream.of(seed, "mission-images", mission, client, classes[index]), candidates.length);
        int budget = Math.min(settings.imagesPerClass(), candidates.length);
        int[] chosen = settings.query().choose(candidates, scores, budget);
        if (!settings.replacement()) {
            for (int image : chosen) {
                seen[image] = true;
            }
            unseen[index] -= chosen.length;
        }
        return chosen;
    }

    private static double[] random(RandomStream random, int count) {
        double[] scores = new double[count];
        for (int i = 0; i < count; i++) {
            scores[i] = random.nextDouble();
        }
        return scores;
    }

    /** The plan of the missions flown so far; its base are the examples of the base classes. */
    public ScenarioPlan plan() {
        if (flown.isEmpty()) {
            throw new UserMistake("reconnaissance: there is no plan before the first mission; fly one");
        }
        int[][] taskClasses = new int[flown.size()][];
        for (int mission = 0; mission < taskClasses.length; mission++) {
            taskClasses[mission] = flown.get(mission).stream()
                    .flatMapToInt(Arrays::stream)
                    .map(population::label)
                    .distinct()
                    .toArray();
        }
        int[] base = ClassTasks.base(population, settings.firstField(population));
        PlanRows rows = new PlanRows(population, clients, flown.size(), taskClasses, base);
        for (int mission = 0; mission < flown.size(); mission++) {
            for (int client = 0; client < clients; client++) {
                for (int image : flown.get(mission).get(client)) {
                    rows.add(image, client, mission, mission);
                }
            }
        }
        return rows.plan(0, seed);
    }
}
