package dev.kindling.jobs.continual;

import dev.kindling.continual.ScenarioPlan;
import dev.kindling.head.Moments;
import dev.kindling.head.PrototypePlane;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * prototypes.json: the class means on the plane of their first two principal components.
 *
 * @param first share of their variance along x
 * @param second along y
 */
record PrototypesFile(double first, double second, List<Prototype> prototypes) {

    static final String NAME = "prototypes.json";

    /**
     * One class.
     *
     * @param experience the one that brought it, from 1; 0 for base classes
     */
    record Prototype(int label, String name, int experience, double x, double y) {}

    static PrototypesFile of(Moments sums, ScenarioPlan plan, List<String> classNames) {
        Map<Integer, Integer> broughtBy = new HashMap<>();
        for (int label : plan.baseClasses()) {
            broughtBy.put(label, 0);
        }
        for (int experience = 0; experience < plan.experiences(); experience++) {
            for (int label : plan.classesIn(experience)) {
                broughtBy.putIfAbsent(label, experience + 1);
            }
        }
        PrototypePlane plane = PrototypePlane.of(sums);
        return new PrototypesFile(
                plane.first(),
                plane.second(),
                plane.points().stream()
                        .map(point -> new Prototype(
                                point.label(),
                                classNames.get(point.label()),
                                broughtBy.getOrDefault(point.label(), 0),
                                point.x(),
                                point.y()))
                        .toList());
    }
}
