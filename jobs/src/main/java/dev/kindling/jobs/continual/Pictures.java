package dev.kindling.jobs.continual;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kindling.head.Moments;
import dev.kindling.head.ScoringRule;
import dev.kindling.jobs.run.FiniteNumbers;
import dev.kindling.jobs.run.RunFolder;
import java.io.IOException;

/** What the report of a run with an exact head shows beside figures: where prototypes lie and which examples come out wrong. */
record Pictures(PrototypesFile prototypes, NeighboursFile neighbours) {

    private static final ObjectMapper JSON = FiniteNumbers.mapper();
    private static final int MISTAKES_SHOWN = 24;

    static Pictures of(Fieldwork fieldwork, Moments sums, ScoringRule rule) {
        return new Pictures(
                PrototypesFile.of(sums, fieldwork.plan(), fieldwork.census().classNames()),
                NeighboursFile.of(
                        fieldwork.mistakes(rule, MISTAKES_SHOWN),
                        fieldwork.census().problem().input(),
                        fieldwork.census().classNames()));
    }

    void write(RunFolder folder) throws IOException {
        folder.writeText(PrototypesFile.NAME, JSON.writeValueAsString(prototypes) + "\n");
        folder.writeText(NeighboursFile.NAME, JSON.writeValueAsString(neighbours) + "\n");
    }
}
