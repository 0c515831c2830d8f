package dev.kindling.data.partition;

/** What a partitioner may look at: the label and the group of every example, never its features. */
public final class Population {

    private final int[] labels;
    private final int[] groups;
    private final int classes;

    /** Takes ownership of both columns. */
    public Population(int[] labels, int[] groups, int classes) {
        if (labels.length != groups.length) {
            throw new IllegalArgumentException(
                    "population: " + labels.length + " labels but " + groups.length + " groups");
        }
        this.labels = labels;
        this.groups = groups;
        this.classes = classes;
    }

    /** Number of examples. */
    public int size() {
        return labels.length;
    }

    public int classes() {
        return classes;
    }

    public int label(int example) {
        return labels[example];
    }

    public int group(int example) {
        return groups[example];
    }
}
