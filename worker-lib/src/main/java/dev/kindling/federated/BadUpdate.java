package dev.kindling.federated;

import dev.kindling.fault.RunFailure;
import dev.kindling.fixedpoint.FixedPoint;
import dev.kindling.merge.BlockScales;
import dev.kindling.metric.Absence;
import dev.kindling.metric.Tally;
import dev.kindling.nn.Layout;
import dev.kindling.nn.Parameters;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An update that cannot be merged.
 *
 * @param why what it counts as
 * @param what "expected ..., found ...", for a person
 */
public record BadUpdate(Absence why, String what) {

    /** What keeps an update out of any merge, a wrong shape or a number that is not finite; null if nothing does. */
    public static @Nullable BadUpdate unfit(ClientUpdate update, Parameters global) {
        BadUpdate misshapen = misshapen(update, global);
        if (misshapen != null) {
            return misshapen;
        }
        float[] trained = update.trained();
        for (int i = 0; i < trained.length; i++) {
            if (!Float.isFinite(trained[i])) {
                return new BadUpdate(
                        Absence.NOT_FINITE,
                        "expected finite parameters, found " + trained[i] + " at " + place(global.layout(), i));
            }
        }
        return update.finite()
                ? null
                : new BadUpdate(Absence.NOT_FINITE, "expected a finite loss, found " + update.loss());
    }

    /** Whether the update is as long as the model, the only thing that costs nothing to check; null if it is. */
    static @Nullable BadUpdate misshapen(ClientUpdate update, Parameters global) {
        return update.trained().length == global.size()
                ? null
                : new BadUpdate(
                        Absence.WRONG_SHAPE,
                        "expected " + global.size() + " parameters, found " + update.trained().length);
    }

    /** What made a fixed-point sum over these scales refuse the update. */
    static BadUpdate refused(ClientUpdate update, Parameters global, BlockScales scales) {
        BadUpdate unfit = unfit(update, global);
        return unfit == null ? outOfRange(update, global.layout(), scales) : unfit;
    }

    /** Names the change that leaves its block's range by the largest factor. */
    private static BadUpdate outOfRange(ClientUpdate update, Layout layout, BlockScales scales) {
        int worst = 0;
        double worstExcess = 0;
        double worstLimit = 0;
        int i = 0;
        for (int block = 0; block < scales.ends().size(); block++) {
            double limit = FixedPoint.limit(scales.bits().get(block));
            for (; i < scales.ends().get(block); i++) {
                double excess = change(update, i) / limit;
                if (excess > worstExcess) {
                    worst = i;
                    worstExcess = excess;
                    worstLimit = limit;
                }
            }
        }
        return new BadUpdate(
                Absence.OUT_OF_RANGE,
                "expected changes below " + (float) worstLimit + ", found " + (float) change(update, worst) + " at "
                        + place(layout, worst));
    }

    private static double change(ClientUpdate update, int parameter) {
        return Math.abs((double) update.trained()[parameter] - update.origin()[parameter]);
    }

    /** E.g. "layer0.weights[12, 3]". */
    private static String place(Layout layout, int parameter) {
        for (Layout.Tensor tensor : layout.tensors()) {
            int inside = parameter - tensor.offset();
            if (inside < tensor.size()) {
                return tensor.name() + indices(tensor.shape(), inside);
            }
        }
        return "parameter " + parameter;
    }

    private static List<Integer> indices(List<Integer> shape, int flat) {
        List<Integer> indices = new ArrayList<>();
        int rest = flat;
        for (int axis = shape.size() - 1; axis >= 0; axis--) {
            indices.add(0, rest % shape.get(axis));
            rest /= shape.get(axis);
        }
        return indices;
    }

    /**
     * Leaves the client out and counts it, or ends the run, as the context says.
     *
     * @throws RunFailure if a bad client ends the run
     */
    public void handle(int client, RoundContext context, Tally tally) {
        if (context.onBadClient() == OnBadClient.FAIL) {
            throw new RunFailure("update of client " + client + " in " + "round " + (context.round() + 1)
                    + context.ofBlock() + ": " + what
                    + "; on-bad-client = skip leaves such clients out, also from a run that goes on with --resume");
        }
        tally.miss(why);
    }
}
