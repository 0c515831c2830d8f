package dev.kindling.jobs.sweep;

import dev.kindling.forecast.CurveForecast;
import dev.kindling.forecast.EarlyStopping;
import dev.kindling.jobs.report.SweepRow.Curve;
import dev.kindling.spark.training.RoundListener;
import dev.kindling.spark.training.RoundReport;
import dev.kindling.spark.training.RunState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Follows the learning curve of a run and ends it by a {@link Stop} where it is going below the best so far. */
final class CurveWatch implements RoundListener {

    /** The end of a run that is not worth going on with; nothing is wrong. */
    static final class Stop extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final transient StoppedRun why;

        Stop(StoppedRun why) {
            super("stopped early", null, false, false);
            this.why = why;
        }

        StoppedRun why() {
            return why;
        }
    }

    private final List<Integer> rounds;
    private final List<Double> accuracies;
    private final int end;
    private final @Nullable Double best;

    /**
     * Follows a run.
     *
     * @param before what an attempt that was cut short has measured
     * @param end the run's last round
     * @param best the accuracy there is to beat; null where nothing is to be stopped
     */
    CurveWatch(Curve before, int end, @Nullable Double best) {
        this.rounds = new ArrayList<>(before.rounds());
        this.accuracies = new ArrayList<>(before.accuracies());
        this.end = end;
        this.best = best;
    }

    @Override
    public void roundFinished(RoundReport report, RunState state) {
        // What comes after the checkpoint of a resumed run is measured again.
        while (!rounds.isEmpty() && rounds.get(rounds.size() - 1) >= report.round()) {
            rounds.remove(rounds.size() - 1);
            accuracies.remove(accuracies.size() - 1);
        }
        Double accuracy = report.accuracy();
        if (accuracy != null) {
            rounds.add(report.round());
            accuracies.add(accuracy);
            if (best != null && report.round() < end) {
                stopBelow(best);
            }
        }
    }

    private void stopBelow(double toBeat) {
        double[] places = rounds.stream().mapToDouble(Integer::doubleValue).toArray();
        double[] values = accuracies.stream().mapToDouble(Double::doubleValue).toArray();
        if (EarlyStopping.cautious().stops(places, values, end, toBeat)) {
            CurveForecast forecast = new CurveForecast(places, values, end);
            throw new Stop(new StoppedRun(
                    (int) places[places.length - 1], forecast.accuracy(), toBeat, forecast.probabilityBelow(toBeat)));
        }
    }
}
