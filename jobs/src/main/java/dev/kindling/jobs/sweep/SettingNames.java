package dev.kindling.jobs.sweep;

import dev.kindling.fault.UserMistake;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Whole names of settings for those that a person writes: {@code alpha} for {@code partitioner.alpha}. */
final class SettingNames {

    /** Another word for the rate of the algorithm's optimizer, or of the algorithm where it has no optimizer. */
    static final String RATE_ALIAS = "lr";

    private static final List<String> RATES = List.of("algorithm.optimizer.rate", "algorithm.rate");

    private final TreeSet<String> known;

    /** {@code known} are the whole names of a configuration's settings. */
    SettingNames(Collection<String> known) {
        this.known = new TreeSet<>(known);
    }

    /**
     * The whole name.
     *
     * @throws UserMistake if it could be several settings, or none
     */
    String resolve(String name) {
        if (isWhole(name)) {
            return name;
        }
        List<String> candidates = candidates(name);
        if (candidates.isEmpty()) {
            throw new UserMistake(
                    "-g " + name + ": expected a setting of the configuration, e.g. algorithm.optimizer.rate,"
                            + " found none that ends so; write its whole name");
        }
        if (candidates.size() > 1) {
            throw new UserMistake("-g " + name + ": expected one setting, found " + String.join(", ", candidates)
                    + "; write which one");
        }
        return candidates.get(0);
    }

    /** A setting, a section with a type, or what is nested in a section: whether that is known depends on the types that a trial chooses. */
    private boolean isWhole(String name) {
        String section = name.replaceFirst("\\..*", "");
        return known.contains(name)
                || known.contains(name + ".type")
                || (name.contains(".")
                        && known.stream().anyMatch(key -> key.equals(section) || key.startsWith(section + ".")));
    }

    private List<String> candidates(String name) {
        if (name.equals(RATE_ALIAS)) {
            return RATES.stream().filter(known::contains).limit(1).toList();
        }
        return known.stream()
                .filter(key -> key.endsWith("." + name) || key.endsWith("." + name + ".type"))
                .map(key -> key.endsWith("." + name) ? key : key.substring(0, key.length() - ".type".length()))
                .distinct()
                .toList();
    }
}
