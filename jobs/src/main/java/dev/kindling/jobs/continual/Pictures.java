package dev.kindling.jobs.continual;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kindling.head.Moments;
import dev.kindling.jobs.run.FiniteNumbers;
import dev.kindling.jobs.run.RunFolder;
import dev.kindling.spark.continual.WrongNeighbour;
import java.io.IOException;
import java.util.List;

/** What the report of a run with an exact head shows beside figures: where prototypes lie and which examples come out wrong. */
record Pictures(PrototypesFile prototypes, NeighboursFile neighbours) {

    private static final ObjectMapper JSON = FiniteNumbers.mapper();

    static Pictures of(Fieldwork fieldwork, Moments sums, List<WrongNeighbour> mistakes) {
        List<String> names = fieldwork.plan().census().classNames();
        return new Pictures(
                PrototypesFile.of(sums, fieldwork.plan().course().plan(), names),
                NeighboursFile.of(mistakes, fieldwork.plan().census().problem().input(), names));
    }

    void write(RunFolder folder) throws IOException {
        folder.writeText(PrototypesFile.NAME, JSON.writeValueAsString(prototypes) + "\n");
        folder.writeText(NeighboursFile.NAME, JSON.writeValueAsString(neighbours) + "\n");
    }
}
