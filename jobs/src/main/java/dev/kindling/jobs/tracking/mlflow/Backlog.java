package dev.kindling.jobs.tracking.mlflow;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Rounds that wait to be sent, at most so many; beyond, the oldest are lost. Used by the run's thread and by the sender's. */
final class Backlog {

    private final int most;
    private final Deque<MlflowServer.Round> rounds = new ArrayDeque<>();
    private int lost;
    private boolean closed;

    Backlog(int most) {
        this.most = most;
    }

    synchronized void add(MlflowServer.Round round) {
        rounds.addLast(round);
        trim();
        notifyAll();
    }

    /** The oldest, at most {@code count}; waits for one, and returns none when the backlog is closed and empty. */
    synchronized List<MlflowServer.Round> take(int count) throws InterruptedException {
        while (rounds.isEmpty() && !closed) {
            wait();
        }
        List<MlflowServer.Round> taken = new ArrayList<>();
        while (taken.size() < count && !rounds.isEmpty()) {
            taken.add(rounds.removeFirst());
        }
        return taken;
    }

    /** Puts rounds that were taken back to where they were. */
    synchronized void putBack(List<MlflowServer.Round> taken) {
        for (int i = taken.size() - 1; i >= 0; i--) {
            rounds.addFirst(taken.get(i));
        }
        trim();
    }

    private void trim() {
        while (rounds.size() > most) {
            rounds.removeFirst();
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

    /** Rounds that a server would not take. */
    synchronized void lose(int count) {
        lost += count;
    }

    /** Rounds that were lost, and those still here. */
    synchronized int undelivered() {
        return lost + rounds.size();
    }
}
