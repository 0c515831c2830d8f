package dev.kindling.jobs.cluster;

import java.time.Duration;
import java.time.Instant;

/** Bounded polling. */
final class Await {

    private static final long PAUSE_MILLIS = 50;

    private Await() {}

    /** Something that may not be readable yet. */
    interface Condition {
        boolean holds() throws Exception;
    }

    /** Returns when the condition holds; fails when it still does not, or still throws, after {@code most}. */
    static void until(String what, Duration most, Condition condition) throws InterruptedException {
        Instant end = Instant.now().plus(most);
        Exception last = null;
        while (Instant.now().isBefore(end)) {
            try {
                if (condition.holds()) {
                    return;
                }
            } catch (InterruptedException stopped) {
                throw stopped;
            } catch (Exception notYet) {
                last = notYet;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        throw new AssertionError("waited " + most.toSeconds() + " s in vain: " + what, last);
    }
}
