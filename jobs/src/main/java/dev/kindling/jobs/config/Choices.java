package dev.kindling.jobs.config;

import java.util.List;
import java.util.stream.Stream;

/** Where names meet classes: each choice by the name that a configuration's {@code type} gives it, with its defaults. */
final class Choices {

    private Choices() {}

    static final List<Family<?>> FAMILIES = Stream.of(
                    DataChoices.FAMILIES, LearnerChoices.FAMILIES, RunChoices.FAMILIES, ContinualChoices.FAMILIES)
            .<Family<?>>flatMap(List::stream)
            .toList();
}
