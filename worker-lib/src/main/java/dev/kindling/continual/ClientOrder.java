package dev.kindling.continual;

import dev.kindling.random.RandomStream;

/** In which experience a client meets a task. */
public enum ClientOrder {
    /** All clients meet task t in experience t. */
    SAME,
    /** Client k is k experiences ahead: it meets task t in experience (t - k) mod T. */
    SHIFTED,
    /** Each client has an order of its own, any with the same probability. */
    OWN;

    /** The experience of each task for a client. */
    int[] experiences(int client, int tasks, long seed) {
        if (this == OWN) {
            return RandomStream.of(seed, "scenario-order", client).permutation(tasks);
        }
        int[] experiences = new int[tasks];
        for (int task = 0; task < tasks; task++) {
            experiences[task] = this == SAME ? task : Math.floorMod(task - client, tasks);
        }
        return experiences;
    }
}
