package dev.kindling.jobs.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All a report shows. Any part may be empty: the page then says so in its place.
 *
 * @param clientAccuracies of the final model on the clients' own examples
 * @param layers accuracy of each part of the model that can predict by itself, in the order in which an example passes through
 * @param effectiveConfig the settings the run really had, as HOCON text
 * @param provenance versions, host, data digests, in the order to show
 */
public record RunReport(
        String name,
        Headline headline,
        List<RoundRow> rounds,
        Confusion confusion,
        List<WrongExample> wrong,
        ClientAccuracies clientAccuracies,
        Map<String, Double> layers,
        String effectiveConfig,
        Map<String, String> provenance) {

    public RunReport {
        rounds = List.copyOf(rounds);
        wrong = List.copyOf(wrong);
        layers = Collections.unmodifiableMap(new LinkedHashMap<>(layers));
        layers.forEach((layer, accuracy) -> requireAccuracy("accuracy of " + layer, accuracy));
        provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
    }

    static void requireAccuracy(String what, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(what + " must be in [0, 1] but was " + value);
        }
    }
}
