package dev.kindling.data;

/** Some consecutive examples of a split and, for each, the group that naturally holds it (a writer, a station, a role). */
public final class Chunk {

    private final Examples examples;
    private final int[] groups;

    /** Takes ownership of both; {@code groups} has one entry an example, all 0 where the data knows no groups. */
    public Chunk(Examples examples, int[] groups) {
        if (examples.size() != groups.length) {
            throw new IllegalArgumentException(
                    "chunk: " + examples.size() + " examples but " + groups.length + " groups");
        }
        this.examples = examples;
        this.groups = groups;
    }

    public Examples examples() {
        return examples;
    }

    /** The group of each example, not a copy; readers must not write. */
    public int[] groups() {
        return groups;
    }
}
