package dev.kindling.data.partition;

import dev.kindling.fault.UserMistake;

/** Whether there is enough to share out at all. */
final class Share {

    private Share() {}

    /** Fails where {@code clients} cannot each hold {@code minimum} examples. */
    static void requireEnough(String rule, Population population, int clients, int minimum) {
        UserMistake.requireRange(clients >= 1, "clients", ">= 1", clients);
        if (population.size() == 0) {
            throw new UserMistake(
                    rule
                            + ": there are no examples to deal out; check the data set's paths, and its share if it is a subset");
        }
        if ((long) clients * minimum > population.size()) {
            throw new UserMistake(rule + ": " + clients + " clients cannot each hold "
                    + (minimum == 1 ? "an example" : minimum + " examples") + " when there are only "
                    + population.size() + "; " + cure(population.size() / minimum, minimum));
        }
    }

    private static String cure(int possible, int minimum) {
        String fewer = "take at most " + possible + " clients";
        String lower = "lower minimum";
        if (possible == 0) {
            return lower;
        }
        return minimum == 1 ? fewer : fewer + " or " + lower;
    }
}
