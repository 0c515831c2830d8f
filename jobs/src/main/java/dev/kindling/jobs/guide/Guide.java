package dev.kindling.jobs.guide;

import java.util.List;
import java.util.Optional;

/**
 * What a configuration can say, as the code itself knows it.
 *
 * @param sections the experiments first, then what their sections choose from
 */
public record Guide(List<Section> sections) {

    public Guide {
        sections = List.copyOf(sections);
    }

    /** The section of that name, in the singular or the plural. */
    public Optional<Section> section(String name) {
        return sections.stream()
                .filter(section ->
                        section.name().equals(name) || section.plural().equals(name))
                .findFirst();
    }

    /**
     * What one section of a configuration chooses from.
     *
     * @param name as error messages call it, e.g. "learner"
     * @param plural of the name
     * @param choices in the order of the registry
     */
    public record Section(String name, String plural, List<Choice> choices) {

        public Section {
            choices = List.copyOf(choices);
        }

        /** The choice of that name. */
        public Optional<Choice> choice(String type) {
            return choices.stream().filter(choice -> choice.name().equals(type)).findFirst();
        }
    }

    /**
     * One value of {@code type}.
     *
     * @param name what {@code type} says
     * @param paragraphs what it is, with its source: the Javadoc of its class
     * @param keys in the order of its record
     */
    public record Choice(String name, List<String> paragraphs, List<Key> keys) {

        public Choice {
            paragraphs = List.copyOf(paragraphs);
            keys = List.copyOf(keys);
        }
    }

    /**
     * One key of a choice.
     *
     * @param name in kebab case, with the keys above it in a nested section, e.g. "schedule.least"
     * @param standard the value that need not be given, as HOCON; "required" where there is none
     * @param values what it may be, e.g. "in [0, 1)"; "any whole number" where its record refuses none
     * @param meaning the Javadoc of the record component
     */
    public record Key(String name, String standard, String values, String meaning) {}
}
