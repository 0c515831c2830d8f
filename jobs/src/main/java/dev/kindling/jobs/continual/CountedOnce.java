package dev.kindling.jobs.continual;

import dev.kindling.continual.DomainIncremental;
import dev.kindling.continual.Reconnaissance;
import dev.kindling.continual.ScenarioPlan;
import dev.kindling.fault.UserMistake;
import dev.kindling.jobs.config.HeadConfig;
import java.util.BitSet;
import java.util.stream.IntStream;

/** What a plan must be so that sums of its examples can be made. */
final class CountedOnce {

    private CountedOnce() {}

    /** Refuses classes that the data do not have, and a scenario that shows an example more often than a sum counts it. */
    static void require(HeadConfig config, FieldPlan plan) {
        int classes = plan.census().problem().classes();
        for (int label : config.withoutClasses()) {
            UserMistake.requireRange(
                    label < classes, "without-classes", "below " + classes + ", the number of classes", label);
        }
        if (config.scenario() instanceof Reconnaissance missions && missions.replacement()) {
            throw new UserMistake(
                    "the scenario may show an image in more than one mission, but a sum counts each once; set"
                            + " replacement = false");
        }
        requireOnce(
                plan.course().outline(),
                plan.census().population().size(),
                config.scenario() instanceof DomainIncremental);
    }

    /** An example counts once in a sum, but in another domain it is another embedding. */
    private static void requireOnce(ScenarioPlan plan, long examples, boolean inDomains) {
        BitSet met = new BitSet();
        IntStream.of(plan.base()).forEach(met::set);
        for (int experience = 0; experience < plan.experiences(); experience++) {
            for (int client = 0; client < plan.clients(); client++) {
                int[] seen = plan.examples(client, experience);
                int[] tasks = plan.tasks(client, experience);
                for (int i = 0; i < seen.length; i++) {
                    long domain = inDomains ? tasks[i] : 0;
                    int place = Math.toIntExact(examples * domain + seen[i]);
                    if (met.get(place)) {
                        throw new UserMistake(
                                "the scenario shows example " + seen[i]
                                        + " more than once in the same domain, but a sum counts each once; take another scenario");
                    }
                    met.set(place);
                }
            }
        }
    }
}
