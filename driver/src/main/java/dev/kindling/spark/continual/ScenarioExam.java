package dev.kindling.spark.continual;

import dev.kindling.continual.TestAnswers;
import dev.kindling.data.Batch;
import dev.kindling.data.Examples;
import dev.kindling.spark.reduce.ExactReduce;
import dev.kindling.spark.round.Numerics;
import dev.kindling.spark.shard.ClientSet;
import java.util.Iterator;
import java.util.List;

/**
 * The test examples of every domain. An answer is the class of the highest score, the lowest label of equals, among all classes, or where
 * the scenario tells the task among the task's; its confidence is the softmax probability among the same.
 */
final class ScenarioExam {

    private static final int BATCH = 500;

    /** Below this difference of scores a class adds nothing that a double could tell. */
    private static final double NOTHING = -40;

    private final ScenarioExamples examples;
    private final Numerics numerics = Numerics.here();

    ScenarioExam(ScenarioExamples examples) {
        this.examples = examples;
    }

    TestAnswers ask(Answering model, Questions questions) {
        int classes = examples.problem().classes();
        int domains = examples.domains().size();
        TestAnswers all = new TestAnswers(domains, classes);
        for (int domain = 0; domain < questions.domainsAsked(); domain++) {
            long[] words = ask(model, questions, domain, domains);
            TestAnswers.sum(domains, classes).merge(all.words(), words);
        }
        return all;
    }

    private long[] ask(Answering model, Questions questions, int domain, int domains) {
        ClientSet shards = examples.domains().get(domain);
        int classes = examples.problem().classes();
        int width = examples.problem().input().size();
        int tasks = Math.min(shards.partitions(), examples.spark().defaultParallelism());
        Numerics driver = numerics;
        return ExactReduce.onDriver(
                shards.rdd().coalesce(tasks),
                clients -> {
                    driver.requireSameHere();
                    TestAnswers counts = new TestAnswers(domains, classes);
                    Asking asking = new Asking(model.open(BATCH), questions, domain, counts, width);
                    clients.forEachRemaining(client -> asking.about(client.examples()));
                    return one(counts);
                },
                TestAnswers.sum(domains, classes));
    }

    private static Iterator<long[]> one(TestAnswers counts) {
        return List.of(counts.words()).iterator();
    }

    /** One task's questions. */
    private static final class Asking {

        private final Answering.Scores model;
        private final Questions questions;
        private final int domain;
        private final TestAnswers counts;
        private final Batch batch;
        private final float[] scores;
        private final int[] all;

        Asking(Answering.Scores model, Questions questions, int domain, TestAnswers counts, int width) {
            this.model = model;
            this.questions = questions;
            this.domain = domain;
            this.counts = counts;
            this.batch = new Batch(BATCH, width);
            this.scores = new float[BATCH * counts.classes()];
            this.all = new int[counts.classes()];
            java.util.Arrays.setAll(all, label -> label);
        }

        void about(Examples asked) {
            for (int from = 0; from < asked.size(); from += BATCH) {
                batch.fill(asked, from, Math.min(from + BATCH, asked.size()));
                model.of(batch, scores);
                for (int row = 0; row < batch.size(); row++) {
                    count(row * counts.classes(), batch.label(row));
                }
            }
        }

        private void count(int from, int label) {
            int[] choice = questions.choices().length == 0 ? all : questions.choices()[label];
            boolean learnt = questions.learnt()[label];
            int best = answer(from, choice);
            if (learnt || questions.unlearntCount()) {
                counts.answer(domain, label, best == label);
            }
            if (domain < questions.domainsMet()) {
                counts.confidence(confidence(from, choice, scores[from + best]), learnt, best == label);
            }
        }

        private int answer(int from, int[] choice) {
            int best = choice[0];
            for (int label : choice) {
                if (scores[from + label] > scores[from + best]) {
                    best = label;
                }
            }
            return best;
        }

        private double confidence(int from, int[] choice, float largest) {
            double sum = 0;
            for (int label : choice) {
                double off = (double) scores[from + label] - largest;
                sum += off < NOTHING ? 0 : StrictMath.exp(off);
            }
            return 1 / sum;
        }
    }
}
