package dev.kindling.jobs.report;

import java.util.Comparator;
import java.util.List;

/**
 * All trials of a sweep: sweep.json.
 *
 * @param measuredOn what the accuracies are of: validation or test
 * @param seeds of every trial
 * @param roundsTrained by all trials
 * @param roundsPlanned what they would have been without stops and failures
 * @param rows those trained to the end by their mean accuracy, then those that were stopped by what was predicted, then those that
 *     failed
 */
public record SweepReport(
        String measuredOn, List<Long> seeds, int roundsTrained, int roundsPlanned, List<SweepRow> rows) {

    private static final Comparator<SweepRow> RANKING = Comparator.comparing((SweepRow row) -> row.failure() != null)
            .thenComparing(row -> row.predicted() != null)
            .thenComparing(Comparator.comparingDouble(SweepReport::promise).reversed())
            .thenComparing(SweepRow::trial);

    public SweepReport {
        seeds = List.copyOf(seeds);
        rows = List.copyOf(rows);
    }

    /** Ranks the trials. */
    public static SweepReport of(String measuredOn, List<Long> seeds, List<SweepRow> trials) {
        return new SweepReport(
                measuredOn,
                seeds,
                trials.stream().mapToInt(SweepRow::rounds).sum(),
                trials.stream().mapToInt(SweepRow::plannedRounds).sum(),
                trials.stream().sorted(RANKING).toList());
    }

    private static double promise(SweepRow row) {
        Double predicted = row.predicted();
        double known = predicted == null ? row.mean() : predicted;
        return Double.isNaN(known) ? -1 : known;
    }

    /** What the ranking is by, in words that leave no doubt. */
    public String rankedBy() {
        String seedsWord = seeds.size() == 1 ? "seed " + seeds.get(0) : seeds.size() + " seeds";
        return "mean " + measuredOn + " accuracy, " + seedsWord
                + (measuredOn.equals("test") ? " (the test split: no fair result)" : "");
    }

    /** Rounds that were stopped early, of those there would have been. */
    public String savings() {
        int saved = rows.stream()
                .filter(row -> row.predicted() != null)
                .mapToInt(row -> row.plannedRounds() - row.rounds())
                .sum();
        long stopped = rows.stream().filter(row -> row.predicted() != null).count();
        return Numbers.count(roundsTrained) + " of " + Numbers.count(roundsPlanned) + " rounds trained; "
                + Numbers.count(stopped) + " of " + Numbers.count(rows.size()) + " trials stopped early, which saved "
                + Numbers.percent((double) saved / roundsPlanned) + " of the rounds";
    }
}
