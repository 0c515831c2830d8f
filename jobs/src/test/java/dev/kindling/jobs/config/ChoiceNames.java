package dev.kindling.jobs.config;

/** What a message lists, from the registry, so that a new choice changes no test that is not about it. */
public final class ChoiceNames {

    private ChoiceNames() {}

    /** "one, two, three" of a family, in the registry's order. */
    public static String of(Class<?> family) {
        return String.join(", ", family(family).defaults().keySet());
    }

    static Family<?> family(Class<?> type) {
        return Choices.FAMILIES.stream()
                .filter(family -> family.type() == type)
                .findFirst()
                .orElseThrow();
    }
}
