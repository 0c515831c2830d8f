package dev.kindling.jobs.continual;

import dev.kindling.head.MomentsFormat;
import dev.kindling.jobs.config.HeadConfig;
import java.util.stream.IntStream;

/** What the clients of an exact head will send: what {@link HeadLearner} counts, from the plan. */
record SumsForecasting(HeadConfig config, FieldPlan plan, MomentsFormat format, long encoderParameters)
        implements ContinualForecast.Forecasting {

    @Override
    public ContinualForecast.Learning learning() {
        return new ContinualForecast.Sums((long) Long.BYTES * format.words());
    }

    @Override
    public long bytesUp(int experience) {
        return IntStream.of(plan.foreseenClients(experience))
                .mapToLong(client ->
                        HeadLearner.bytes(format, plan.course().outline().classes(client, experience).length))
                .sum();
    }

    @Override
    public long bytesUpFedAvg(int experience) {
        return Float.BYTES * encoderParameters * plan.foreseenClients(experience).length;
    }
}
