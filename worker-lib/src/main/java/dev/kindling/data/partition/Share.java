package dev.kindling.data.partition;

import dev.kindling.fault.UserMistake;

/** Whether there is enough to share out at all. */
final class Share {

    private Share() {}

    /** Fails where {@code clients} cannot each hold {@code minimum} examples. */
    static void requireEnough(String rule, Population population, int clients, int minimum) {
        UserMistake.requireRange(clients >= 1, "clients", ">= 1", clients);
        if ((long) clients * minimum > population.size()) {
            String each = minimum == 1 ? "an example" : minimum + " examples";
            throw new UserMistake(rule + ": " + clients + " clients cannot each hold " + each + " when there are only "
                    + population.size() + "; take at most " + population.size() / minimum + " clients"
                    + (minimum == 1 ? "" : " or lower minimum"));
        }
    }
}
