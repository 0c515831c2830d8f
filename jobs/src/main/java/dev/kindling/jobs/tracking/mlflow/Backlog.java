package dev.kindling.jobs.tracking.mlflow;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Steps that wait to be sent, at most so many; beyond, the oldest are lost. Used by the run's thread and by the sender's. */
final class Backlog {

    private final int most;
    private final Deque<MlflowServer.Step> steps = new ArrayDeque<>();
    private int lost;
    private boolean closed;

    Backlog(int most) {
        this.most = most;
    }

    synchronized void add(MlflowServer.Step step) {
        steps.addLast(step);
        trim();
        notifyAll();
    }

    /** The oldest, with at most {@code figures} together but at least one; waits for one, and returns none when the backlog is closed and empty. */
    synchronized List<MlflowServer.Step> take(int figures) throws InterruptedException {
        while (steps.isEmpty() && !closed) {
            wait();
        }
        List<MlflowServer.Step> taken = new ArrayList<>();
        int left = figures;
        while (!steps.isEmpty()
                && (taken.isEmpty() || steps.getFirst().figures().size() <= left)) {
            MlflowServer.Step next = steps.removeFirst();
            left -= next.figures().size();
            taken.add(next);
        }
        return taken;
    }

    /** Puts steps that were taken back to where they were. */
    synchronized void putBack(List<MlflowServer.Step> taken) {
        for (int i = taken.size() - 1; i >= 0; i--) {
            steps.addFirst(taken.get(i));
        }
        trim();
    }

    private void trim() {
        while (steps.size() > most) {
            steps.removeFirst();
            lost++;
        }
    }

    /** There will be no more; who waits or pauses goes on. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Waits so long, or until the backlog is closed. */
    synchronized void pause(long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        long left = millis;
        while (!closed && left > 0) {
            wait(left);
            left = (end - System.nanoTime()) / 1_000_000;
        }
    }

    /** Steps that a server would not take. */
    synchronized void lose(int count) {
        lost += count;
    }

    /** Steps that were lost, and those still here. */
    synchronized int undelivered() {
        return lost + steps.size();
    }
}
