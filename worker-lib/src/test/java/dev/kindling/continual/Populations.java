package dev.kindling.continual;

import dev.kindling.data.partition.Iid;
import dev.kindling.data.partition.PartitionPlan;
import dev.kindling.data.partition.Population;
import java.io.IOException;
import java.util.stream.IntStream;

/** Small populations for plans. */
final class Populations {

    private Populations() {}

    /** Classes one after the other, so many examples of each; groups 0 to 4 in turn. */
    static Population of(int classes, int perClass) {
        int size = classes * perClass;
        return new Population(
                IntStream.range(0, size).map(i -> i / perClass).toArray(),
                IntStream.range(0, size).map(i -> i % 5).toArray(),
                classes);
    }

    static PartitionPlan dealt(Population population, int clients) {
        return new Iid().plan(population, clients, 3);
    }

    static String text(ScenarioPlan plan) {
        StringBuilder text = new StringBuilder();
        try {
            plan.write(text);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return text.toString();
    }
}
