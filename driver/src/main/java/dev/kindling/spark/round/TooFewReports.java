package dev.kindling.spark.round;

import dev.kindling.fault.RunFailure;
import dev.kindling.metric.Absence;
import dev.kindling.metric.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is said of a round in which too few clients reported, however often it was tried. */
final class TooFewReports {

    private TooFewReports() {}

    /**
     * The error of a round.
     *
     * @param round "round 3"
     * @param asked clients of each attempt
     * @param failed all attempts
     */
    static RunFailure failure(String round, int asked, int minReports, List<Rounds.Outcome> failed) {
        long most = failed.stream()
                .mapToLong(attempt -> attempt.tally().absent(Absence.DISCARDED))
                .max()
                .orElse(0);
        int attempts = failed.size();
        return new RunFailure(round + ": expected reports of at least " + minReports + " of " + asked
                + " clients (min-reports), found " + most
                + (attempts == 1 ? " in 1 attempt" : " at most in " + attempts + " attempts") + "; the last: "
                + reasons(failed.get(attempts - 1).tally())
                + "; lower min-reports, or raise cohort or round-attempts");
    }

    private static String reasons(Tally tally) {
        List<String> counts = new ArrayList<>();
        for (Absence why : Absence.values()) {
            if (tally.absent(why) > 0) {
                String word = why == Absence.DISCARDED ? "REPORTED" : why.name();
                counts.add(
                        tally.absent(why) + " " + word.toLowerCase(Locale.ROOT).replace('_', ' '));
            }
        }
        return String.join(", ", counts);
    }
}
