package dev.kindling.jobs.sweep;

import dev.kindling.curve.CurveForecast;
import dev.kindling.curve.EarlyStopping;
import dev.kindling.jobs.report.SweepRow.Curve;
import dev.kindling.jobs.run.EarlyStop;
import dev.kindling.spark.training.RoundListener;
import dev.kindling.spark.training.RoundReport;
import dev.kindling.spark.training.RunState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Follows the learning curve of a run and ends it by a {@link Stop} where it is going below the best so far. */
final class CurveWatch implements RoundListener {

    /** The end of a run that is not worth going on with; nothing is wrong. */
    static final class Stop extends EarlyStop {

        private static final long serialVersionUID = 1;

        private final transient StoppedRun why;

        Stop(StoppedRun why) {
            this.why = why;
        }

        StoppedRun why() {
            return why;
        }
    }

    private final List<Integer> rounds = new ArrayList<>();
    private final List<Double> accuracies = new ArrayList<>();
    private final int end;
    private final @Nullable Double best;

    /**
     * Follows a run.
     *
     * @param end the run's last round
     * @param best the accuracy there is to beat; null where nothing is to be stopped
     */
    CurveWatch(int end, @Nullable Double best) {
        this.end = end;
        this.best = best;
    }

    /**
     * Judges, round by round, what an attempt that was cut short has measured: it may have been cut before its last round was judged.
     *
     * @throws Stop if one of these rounds was to be the last
     */
    void goOn(Curve before) {
        for (int i = 0; i < before.rounds().size(); i++) {
            judge(before.rounds().get(i), before.accuracies().get(i));
        }
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
            judge(report.round(), accuracy);
        }
    }

    private void judge(int round, double accuracy) {
        rounds.add(round);
        accuracies.add(accuracy);
        if (best != null && round < end) {
            stopBelow(best);
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
